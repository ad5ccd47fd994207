using PrivacyGate.IO.Printing;
using PrivacyGate.IO.Sinks.View;

namespace PrivacyGate.IO.Sinks.Html;

/// <summary>A figure as a dot, its interval as a bar, its budget as a line. The same numbers always stand beside it as text.</summary>
internal static class IntervalPlot
{
    private const double Width = 320;
    private const double Margin = 6;
    private const double SmallWidth = 132;
    private const double SmallMargin = 5;

    /// <summary>For a table's cell: without words, since the row has them.</summary>
    public static Markup Small(FigureView? figure, IntervalScale scale)
    {
        double X(double value) => SmallMargin + scale.X(value, SmallWidth - (2 * SmallMargin));
        return figure?.Number is not { } number
            ? Markup.None
            : Markup.Of(
                $"""<svg class="interval" width="132" height="20" viewBox="0 0 132 20" aria-hidden="true"><path class="axis" d="M{Svg.At(X(scale.From))} 10H{Svg.At(X(scale.To))}"/>{Marks(figure, number, X, 10, 7)}</svg>""");
    }

    /// <summary>For the head of a model's part, with the words an axis needs.</summary>
    public static Markup Large(FigureView figure)
    {
        if (figure.Number is not { } number)
        {
            return Markup.None;
        }

        var scale = IntervalScale.For([figure]);
        double X(double at) => Margin + scale.X(at, Width - (2 * Margin));
        var told = $"Membership advantage {figure.Value}, interval {figure.Interval}, budget {figure.Budget}";
        return Markup.Of(
            $"""
            <svg class="gauge" viewBox="0 0 320 62" role="img" aria-label="{told}">
            {Allowed(figure.Limit, X(scale.From), X)}
            <path class="axis" d="M{Svg.At(X(scale.From))} 34H{Svg.At(X(scale.To))}"/>
            {Marks(figure, number, X, 34, 13)}
            {Label(figure.Limit is { } budget ? X(budget) : null, 12, $"budget {figure.Budget}")}
            {Label(X(0), 58, "0")}
            {Label(X(scale.To), 58, Figures.Limit(scale.To))}
            </svg>
            """);
    }

    private static Markup Allowed(double? limit, double from, Func<double, double> x) => limit is { } budget
        ? Markup.Of($"<rect class=\"allowed\" x=\"{Svg.At(from)}\" y=\"21\" width=\"{Svg.At(x(budget) - from)}\" height=\"26\"/>")
        : Markup.None;

    private static Markup Marks(FigureView figure, double number, Func<double, double> x, int middle, int reach)
    {
        var from = x(figure.Lower ?? double.MinValue);
        var to = x(figure.Upper ?? double.MaxValue);
        var budget = figure.Limit is { } line
            ? Markup.Of($"<path class=\"budget\" d=\"M{Svg.At(x(line))} {middle - reach}V{middle + reach}\"/>")
            : Markup.None;
        return Markup.Of(
            $"""<path class="range" d="M{Svg.At(from)} {middle}H{Svg.At(to)}"/><circle class="value" cx="{Svg.At(x(number))}" cy="{middle}" r="4"/>{budget}""");
    }

    private static Markup Label(double? x, int y, string text)
    {
        if (x is not { } middle)
        {
            return Markup.None;
        }

        // At the ends a centred label would be cut.
        var anchor = middle < Width / 4 ? "start" : middle > Width * 3 / 4 ? "end" : "middle";
        return Markup.Of($"<text x=\"{Svg.At(middle)}\" y=\"{y}\" text-anchor=\"{anchor}\">{text}</text>");
    }
}

/// <summary>The axis that figures of one kind share, so that they can be compared by eye. Always holds 0.</summary>
/// <param name="From">At most 0.</param>
/// <param name="To">Above 0.</param>
internal readonly record struct IntervalScale(double From, double To)
{
    private const double Largest = 1;

    // The ends people read off an axis without thinking.
    private static readonly double[] Ends = [0.05, 0.1, 0.2, 0.5, Largest];

    public static IntervalScale For(IEnumerable<FigureView> figures)
    {
        double[] drawn = [.. figures.SelectMany(Drawn).Where(double.IsFinite), 0];
        return new IntervalScale(-End(-drawn.Min(), 0), End(drawn.Max(), Ends[0]));
    }

    /// <summary>Where on a drawing of that width, kept inside it.</summary>
    public double X(double value, double width) => (Math.Clamp(value, From, To) - From) / (To - From) * width;

    private static IEnumerable<double> Drawn(FigureView figure) =>
        ((double?[])[figure.Number, figure.Lower, figure.Upper, figure.Limit]).OfType<double>();

    private static double End(double extreme, double least) =>
        extreme <= 0 ? least : Ends.FirstOrDefault(end => end >= extreme, Largest);
}
