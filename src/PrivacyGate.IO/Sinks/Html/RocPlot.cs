using PrivacyGate.Auditing.Findings;
using PrivacyGate.IO.Printing;

namespace PrivacyGate.IO.Sinks.Html;

/// <summary>One attack's curve with its confidence band. The table beneath all curves has the same numbers.</summary>
internal static class RocPlot
{
    private const double Left = 44;
    private const double Top = 8;
    private const double Size = 206;
    private const double Bottom = Top + Size;

    public static Markup Of(AttackCurve curve, LogScale scale)
    {
        (double X, double Y) Place(double fpr, double tpr) => (Left + scale.At(fpr, Size), Bottom - scale.At(tpr, Size));
        var points = curve.Points;
        IEnumerable<(double, double)> band = points.Select(point => Place(point.Fpr, point.Upper))
            .Concat(points.Reverse().Select(point => Place(point.Fpr, point.Lower)));
        var told = $"Receiver operating characteristic of attack {curve.Attack} with its confidence band, both axes logarithmic; the table of true-positive rates has the numbers";
        return Markup.Of(
            $"""
            <svg class="plot" viewBox="0 0 260 250" role="img" aria-label="{told}">
            {Markup.Join(scale.Ticks.Select(tick => Grid(tick, scale)))}
            <path class="chance" d="M{Svg.At(Left)} {Svg.At(Bottom)}L{Svg.At(Left + Size)} {Svg.At(Top)}"/>
            <polygon class="band" points="{Svg.Points(band)}"/>
            <polyline class="line" points="{Svg.Points(points.Where(point => scale.Holds(point.Tpr)).Select(point => Place(point.Fpr, point.Tpr)))}"/>
            {Markup.Join(points.Select(point => Dot(Place(point.Fpr, point.Tpr), scale.Holds(point.Tpr))))}
            <text x="{Svg.At(Left + (Size / 2))}" y="246" text-anchor="middle">false-positive rate</text>
            <text x="{Svg.At(-Top - (Size / 2))}" y="11" text-anchor="middle" transform="rotate(-90)">true-positive rate</text>
            </svg>
            """);
    }

    private static Markup Grid(double tick, LogScale scale)
    {
        (var x, var y) = (Left + scale.At(tick, Size), Bottom - scale.At(tick, Size));
        var label = Figures.Tick(tick);
        var anchor = tick < 1 ? "middle" : "end";
        return Markup.Of(
            $"""<path class="grid" d="M{Svg.At(x)} {Svg.At(Top)}V{Svg.At(Bottom)}M{Svg.At(Left)} {Svg.At(y)}H{Svg.At(Left + Size)}"/><text x="{Svg.At(x)}" y="{Svg.At(Bottom + 14)}" text-anchor="{anchor}">{label}</text><text x="{Svg.At(Left - 5)}" y="{Svg.At(y + 4)}" text-anchor="end">{label}</text>""");
    }

    // What lies below the axis is drawn open on its edge, and no line leads there.
    private static Markup Dot((double X, double Y) at, bool onAxis) =>
        Markup.Of($"""<circle class="{(onAxis ? "dot" : "below")}" cx="{Svg.At(at.X)}" cy="{Svg.At(at.Y)}" r="2.5"/>""");
}

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
            var decades = Decades;
            return Enumerable.Range(0, decades + 1).Select(i => Math.Pow(10, i - decades));
        }
    }

    public static LogScale For(IEnumerable<AttackCurve> curves)
    {
        var least = curves.SelectMany(curve => curve.Points).Select(point => point.Fpr).Where(fpr => fpr > 0).DefaultIfEmpty(1).Min();
        return new LogScale(Math.Clamp((int)Math.Ceiling(-Math.Log10(least)), 1, MostDecades));
    }

    /// <summary>Whether a rate lies on the axis; 0 lies on no logarithmic axis.</summary>
    public bool Holds(double rate) => rate >= Math.Pow(10, -Decades);

    /// <summary>Where on a drawing of that length. What lies below the axis is drawn at its end: a logarithm knows no 0.</summary>
    public double At(double rate, double length) =>
        rate <= 0 ? 0 : Math.Clamp(1 + (Math.Log10(rate) / Decades), 0, 1) * length;
}
