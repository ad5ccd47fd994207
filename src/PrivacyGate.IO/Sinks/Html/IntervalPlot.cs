using PrivacyGate.Auditing.Findings;

namespace PrivacyGate.IO.Sinks.Html;

/// <summary>A figure as a dot, its interval as a bar, its budget as a line. The same numbers always stand beside it as text.</summary>
internal static class IntervalPlot
{
    private const double Width = 320;
    private const double Margin = 6;
    private const double SmallWidth = 132;
    private const double SmallMargin = 5;

    /// <summary>For a table's cell: without words, since the row has them.</summary>
    public static Markup Small(Finding? finding, double? limit, IntervalScale scale)
    {
        double X(double value) => SmallMargin + scale.X(value, SmallWidth - (2 * SmallMargin));
        return finding?.Value is null
            ? Markup.None
            : Markup.Of(
                $"""<svg class="interval" width="132" height="20" viewBox="0 0 132 20" aria-hidden="true"><path class="axis" d="M{Svg.At(X(scale.From))} 10H{Svg.At(X(scale.To))}"/>{Marks(finding, limit, X, 10, 7)}</svg>""");
    }

    /// <summary>For the head of a model's part, with the words an axis needs.</summary>
    public static Markup Large(Finding? finding, double? limit)
    {
        if (finding?.Value is not { } value)
        {
            return Markup.None;
        }

        IntervalScale scale = IntervalScale.For([(finding, limit)]);
        double X(double at) => Margin + scale.X(at, Width - (2 * Margin));
        string told = $"Membership advantage {Figures.Value(value, limit)}, interval {Figures.Interval(finding.Lower, finding.Upper, limit)}, budget {Figures.Limit(limit)}";
        return Markup.Of(
            $"""
            <svg class="gauge" viewBox="0 0 320 62" role="img" aria-label="{told}">
            {Allowed(limit, X(scale.From), X)}
            <path class="axis" d="M{Svg.At(X(scale.From))} 34H{Svg.At(X(scale.To))}"/>
            {Marks(finding, limit, X, 34, 13)}
            {Label(limit is { } budget ? X(budget) : null, 12, $"budget {Figures.Limit(limit)}")}
            {Label(X(0), 58, "0")}
            {Label(X(scale.To), 58, Figures.Limit(scale.To))}
            </svg>
            """);
    }

    private static Markup Allowed(double? limit, double from, Func<double, double> x) => limit is { } budget
        ? Markup.Of($"<rect class=\"allowed\" x=\"{Svg.At(from)}\" y=\"21\" width=\"{Svg.At(x(budget) - from)}\" height=\"26\"/>")
        : Markup.None;

    private static Markup Marks(Finding finding, double? limit, Func<double, double> x, int middle, int reach)
    {
        double from = x(finding.Lower ?? double.MinValue);
        double to = x(finding.Upper ?? double.MaxValue);
        Markup budget = limit is { } line
            ? Markup.Of($"<path class=\"budget\" d=\"M{Svg.At(x(line))} {middle - reach}V{middle + reach}\"/>")
            : Markup.None;
        return Markup.Of(
            $"""<path class="range" d="M{Svg.At(from)} {middle}H{Svg.At(to)}"/><circle class="value" cx="{Svg.At(x(finding.Value!.Value))}" cy="{middle}" r="4"/>{budget}""");
    }

    private static Markup Label(double? x, int y, string text)
    {
        if (x is not { } middle)
        {
            return Markup.None;
        }

        // At the ends a centred label would be cut.
        string anchor = middle < Width / 4 ? "start" : middle > Width * 3 / 4 ? "end" : "middle";
        return Markup.Of($"<text x=\"{Svg.At(middle)}\" y=\"{y}\" text-anchor=\"{anchor}\">{text}</text>");
    }
}
