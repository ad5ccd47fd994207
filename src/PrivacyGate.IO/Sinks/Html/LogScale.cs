using PrivacyGate.Auditing.Findings;

namespace PrivacyGate.IO.Sinks.Html;

/// <summary>The logarithmic axis of rates that all curves of a model share, from a power of ten to 1.</summary>
/// <param name="Decades">How many powers of ten it spans, at least 1.</param>
internal readonly record struct LogScale(int Decades)
{
    private const int MostDecades = 5;

    /// <summary>Powers of ten on the axis, rising; the last is 1.</summary>
    public IEnumerable<double> Ticks
    {
        get
        {
            int decades = Decades;
            return Enumerable.Range(0, decades + 1).Select(i => Math.Pow(10, i - decades));
        }
    }

    public static LogScale For(IEnumerable<AttackCurve> curves)
    {
        double least = curves.SelectMany(curve => curve.Points).Select(point => point.Fpr).Where(fpr => fpr > 0).DefaultIfEmpty(1).Min();
        return new LogScale(Math.Clamp((int)Math.Ceiling(-Math.Log10(least)), 1, MostDecades));
    }

    /// <summary>Whether a rate lies on the axis; 0 lies on no logarithmic axis.</summary>
    public bool Holds(double rate) => rate >= Math.Pow(10, -Decades);

    /// <summary>Where on a drawing of that length. What lies below the axis is drawn at its end: a logarithm knows no 0.</summary>
    public double At(double rate, double length) =>
        rate <= 0 ? 0 : Math.Clamp(1 + (Math.Log10(rate) / Decades), 0, 1) * length;
}
