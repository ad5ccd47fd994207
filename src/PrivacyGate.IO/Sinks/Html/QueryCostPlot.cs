using PrivacyGate.Auditing.Findings;
using PrivacyGate.IO.Printing;

namespace PrivacyGate.IO.Sinks.Html;

/// <summary>Advantage over queries a record, with its confidence band and the budget. The table beneath has the same numbers.</summary>
internal static class QueryCostPlot
{
    private const double Left = 34;
    private const double Top = 8;
    private const double Width = 218;
    private const double Height = 120;
    private const double Bottom = Top + Height;

    /// <param name="cost">At least one point.</param>
    /// <param name="decades">Powers of ten on the axis of queries, from 1; at least 1. The same for all attacks of a model.</param>
    /// <param name="limit">The budget's advantage, or null.</param>
    public static Markup Of(QueryCost cost, int decades, double? limit)
    {
        (double X, double Y) Place(double queries, double advantage) =>
            (Left + (Width * Math.Log10(Math.Max(1, queries)) / decades), Bottom - (Height * Math.Clamp(advantage, 0, 1)));
        var points = cost.Points;
        IEnumerable<(double, double)> band = points.Select(point => Place(point.Queries, point.Upper))
            .Concat(points.Reverse().Select(point => Place(point.Queries, point.Lower)));
        var told = $"Membership advantage of attack {cost.Attack} as its queries a record grow, with its confidence band; the table beneath has the numbers";
        return Markup.Of(
            $"""
            <svg class="plot" viewBox="0 0 260 166" role="img" aria-label="{told}">
            {Markup.Join(Enumerable.Range(0, decades + 1).Select(decade => QueryTick(decade, decades)))}
            {Markup.Join(new[] { 0, 0.5, 1 }.Select(AdvantageTick))}
            <polygon class="band" points="{Svg.Points(band)}"/>
            <polyline class="line" points="{Svg.Points(points.Select(point => Place(point.Queries, point.Advantage)))}"/>
            {Markup.Join(points.Select(point => Dot(Place(point.Queries, point.Advantage))))}
            {(limit is { } budget ? Markup.Of($"<path class=\"budget\" d=\"M{Svg.At(Left)} {Svg.At(Place(1, budget).Y)}H{Svg.At(Left + Width)}\"/>") : Markup.None)}
            <text x="{Svg.At(Left + (Width / 2))}" y="162" text-anchor="middle">queries a record</text>
            <text x="{Svg.At(-Top - (Height / 2))}" y="9" text-anchor="middle" transform="rotate(-90)">advantage</text>
            </svg>
            """);
    }

    private static Markup QueryTick(int decade, int decades)
    {
        var x = Left + (Width * decade / decades);
        return Markup.Of(
            $"""<path class="grid" d="M{Svg.At(x)} {Svg.At(Top)}V{Svg.At(Bottom)}"/><text x="{Svg.At(x)}" y="{Svg.At(Bottom + 14)}" text-anchor="{(decade == decades ? "end" : "middle")}">{Figures.Count((long)Math.Pow(10, decade))}</text>""");
    }

    private static Markup AdvantageTick(double advantage)
    {
        var y = Bottom - (Height * advantage);
        return Markup.Of(
            $"""<path class="grid" d="M{Svg.At(Left)} {Svg.At(y)}H{Svg.At(Left + Width)}"/><text x="{Svg.At(Left - 5)}" y="{Svg.At(y + 4)}" text-anchor="end">{Figures.Tick(advantage)}</text>""");
    }

    private static Markup Dot((double X, double Y) at) => Markup.Of($"""<circle class="dot" cx="{Svg.At(at.X)}" cy="{Svg.At(at.Y)}" r="2.5"/>""");
}
