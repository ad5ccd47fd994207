using PrivacyGate.Auditing.Findings;

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
        IReadOnlyList<CurvePoint> points = curve.Points;
        IEnumerable<(double, double)> band = points.Select(point => Place(point.Fpr, point.Upper))
            .Concat(points.Reverse().Select(point => Place(point.Fpr, point.Lower)));
        string told = $"Receiver operating characteristic of attack {curve.Attack} with its confidence band, both axes logarithmic; the table of true-positive rates has the numbers";
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
        (double x, double y) = (Left + scale.At(tick, Size), Bottom - scale.At(tick, Size));
        string label = Figures.Tick(tick);
        string anchor = tick < 1 ? "middle" : "end";
        return Markup.Of(
            $"""<path class="grid" d="M{Svg.At(x)} {Svg.At(Top)}V{Svg.At(Bottom)}M{Svg.At(Left)} {Svg.At(y)}H{Svg.At(Left + Size)}"/><text x="{Svg.At(x)}" y="{Svg.At(Bottom + 14)}" text-anchor="{anchor}">{label}</text><text x="{Svg.At(Left - 5)}" y="{Svg.At(y + 4)}" text-anchor="end">{label}</text>""");
    }

    // What lies below the axis is drawn open on its edge, and no line leads there.
    private static Markup Dot((double X, double Y) at, bool onAxis) =>
        Markup.Of($"""<circle class="{(onAxis ? "dot" : "below")}" cx="{Svg.At(at.X)}" cy="{Svg.At(at.Y)}" r="2.5"/>""");
}
