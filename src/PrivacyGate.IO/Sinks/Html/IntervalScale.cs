using PrivacyGate.Auditing.Findings;

namespace PrivacyGate.IO.Sinks.Html;

/// <summary>The axis that figures of one kind share, so that they can be compared by eye. Always holds 0.</summary>
/// <param name="From">At most 0.</param>
/// <param name="To">Above 0.</param>
internal readonly record struct IntervalScale(double From, double To)
{
    private const double Largest = 1;

    // The ends people read off an axis without thinking.
    private static readonly double[] Ends = [0.05, 0.1, 0.2, 0.5, Largest];

    /// <param name="figures">What is drawn, each with its budget.</param>
    public static IntervalScale For(IEnumerable<(Finding? Finding, double? Limit)> figures)
    {
        double[] drawn = [.. figures.SelectMany(Drawn).Where(double.IsFinite), 0];
        return new IntervalScale(-End(-drawn.Min(), 0), End(drawn.Max(), Ends[0]));
    }

    /// <summary>Where on a drawing of that width, kept inside it.</summary>
    public double X(double value, double width) => (Math.Clamp(value, From, To) - From) / (To - From) * width;

    private static IEnumerable<double> Drawn((Finding? Finding, double? Limit) figure) =>
        ((double?[])[figure.Finding?.Value, figure.Finding?.Lower, figure.Finding?.Upper, figure.Limit]).OfType<double>();

    private static double End(double extreme, double least) =>
        extreme <= 0 ? least : Ends.FirstOrDefault(end => end >= extreme, Largest);
}
