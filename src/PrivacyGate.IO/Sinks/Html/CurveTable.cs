using PrivacyGate.Auditing.Findings;

namespace PrivacyGate.IO.Sinks.Html;

/// <summary>The numbers of the drawn curves: a row an attack, a column a false-positive rate.</summary>
internal static class CurveTable
{
    public static Markup Of(IReadOnlyList<AttackCurve> curves, string id)
    {
        double[] rates = [.. curves.SelectMany(curve => curve.Points).Select(point => point.Fpr).Distinct().Order()];
        return rates.Length == 0 ? Markup.None : HtmlTable.Of(
            $"{id}-curves",
            $"True-positive rate at each false-positive rate, with {Figures.Confidence(AttackCurve.Confidence)} intervals for each point alone",
            ["attack", .. rates.Select(rate => HtmlColumn.Number($"at {Figures.Tick(rate)}"))],
            curves.Select(curve => Row(curve, rates)));
    }

    private static Markup[] Row(AttackCurve curve, double[] rates) =>
        [HtmlText.Name(curve.Attack), .. rates.Select(rate => Cell(curve.Points.FirstOrDefault(point => point.Fpr.Equals(rate))))];

    private static Markup Cell(CurvePoint? point) => point is null
        ? HtmlText.NoFigure
        : Markup.Of($"<strong>{Figures.Value(point.Tpr)}</strong> <small>{Figures.Interval(point.Lower, point.Upper)}</small>");
}
