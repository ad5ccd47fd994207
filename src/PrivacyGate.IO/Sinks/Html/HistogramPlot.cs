using PrivacyGate.Auditing.Findings;

namespace PrivacyGate.IO.Sinks.Html;

/// <summary>
/// One attack's scores: members above the line, non-members below, so that the sides are told apart without colour.
/// Bins hold about as many records each and are drawn as wide as each other.
/// </summary>
internal static class HistogramPlot
{
    private const double Left = 44;
    private const double Width = 206;
    private const double Middle = 64;
    private const double Height = 46;
    private const double Gap = 1.5;

    public static Markup Of(ScoreHistogram histogram)
    {
        var bins = histogram.Bins;
        var tallest = bins.SelectMany(bin => (int?[])[bin.Members, bin.NonMembers]).OfType<int>().DefaultIfEmpty(1).Max();
        var told = $"Scores of attack {histogram.Attack}: members above the line, non-members below; the table of score counts has the numbers";
        return Markup.Of(
            $"""
            <svg class="plot" viewBox="0 0 260 142" role="img" aria-label="{told}">
            {Markup.Join(bins.Select((bin, index) => Bars(bin, index, Width / bins.Count, Height / Math.Max(tallest, 1))))}
            <path class="axis" d="M{Svg.At(Left)} {Svg.At(Middle)}H{Svg.At(Left + Width)}"/>
            <text x="{Svg.At(Left)}" y="12">members</text>
            <text x="{Svg.At(Left + Width)}" y="{Svg.At(Middle + Height + 14)}" text-anchor="end">non-members</text>
            <text x="{Svg.At(Left + (Width / 2))}" y="138" text-anchor="middle">score: the higher, the likelier a member</text>
            </svg>
            """);
    }

    private static Markup Bars(ScoreBin bin, int index, double step, double unit)
    {
        var x = Left + (index * step) + (Gap / 2);
        var width = Math.Max(step - Gap, 0.5);
        return Markup.Of($"{Bar("members", bin.Members, x, width, unit, up: true)}{Bar("nonmembers", bin.NonMembers, x, width, unit, up: false)}");
    }

    // A count too small to tell is drawn as a small open mark, not as nothing.
    private static Markup Bar(string side, int? count, double x, double width, double unit, bool up)
    {
        var height = count is { } told ? told * unit : 3;
        var y = up ? Middle - height : Middle;
        var kind = count is null ? "untold" : side;
        return Markup.Of($"""<rect class="{kind}" x="{Svg.At(x)}" y="{Svg.At(y)}" width="{Svg.At(width)}" height="{Svg.At(height)}"/>""");
    }
}
