using System.Globalization;
using PrivacyGate.Auditing.Findings;
using PrivacyGate.Auditing.Units;

namespace PrivacyGate.Gating;

/// <summary>One ASCII line for each kind of violation, in the invariant culture and without " [".</summary>
internal static class ViolationMessage
{
    private const int MostDecimals = 6;

    public static string Breach(Limit limit, Finding finding)
    {
        // As many decimals as it takes to see the bound above the limit.
        var decimals = DecimalsApart(limit, finding.Lower!.Value);
        var what = $"{finding.ShownBy} {Metric(limit)} {Number(limit, finding.Value, decimals)}{At(limit)}{In(finding)}";
        var interval = finding.Upper is null
            ? $"with {Confidence(finding)} confidence"
            : $"{Confidence(finding)} CI {Range(limit, finding, decimals)}";
        return $"{what} ({interval}) exceeds budget {Number(limit, limit.Max, LimitDecimals(limit, decimals))}";
    }

    public static string Undecided(Limit limit, Finding finding, RecordsNeeded records)
    {
        var decimals = DecimalsApart(limit, finding.Upper!.Value);
        var what = $"inconclusive, {Metric(limit).Replace("attack ", "", StringComparison.Ordinal)}{At(limit)}{In(finding)}";
        var needed = $"{(records.IsLowerBound ? "more than" : "about")} {Rounded(records.Count)} a side needed";
        return $"{what} {Confidence(finding)} CI {Range(limit, finding, decimals)} straddles budget {Number(limit, limit.Max, LimitDecimals(limit, decimals))}; {Used(finding)} used, {needed}";
    }

    public static string NotMeasurable(Limit limit, Finding finding, int needed) =>
        $"inconclusive, TPR{At(limit)} cannot be measured with {Count(finding.NonMembers)} non-members; give at least {Count(needed)} to hold it against budget {Number(limit, limit.Max, LimitDecimals(limit, 0))}";

    /// <param name="limit">On epsilon.</param>
    /// <param name="finding">Of any attack.</param>
    /// <param name="largest">The most these records could prove.</param>
    /// <param name="needed">Records a side that could prove more than the limit, or null when none could be found.</param>
    public static string EpsilonOutOfReach(Limit limit, Finding finding, double largest, int? needed)
    {
        var decimals = LimitDecimals(limit, 0);
        var cure = needed is { } count ? $"give at least {Count(count)} a side" : "set a lower limit";
        return $"inconclusive, {Used(finding)} can prove no epsilon over {Number(limit, largest, 2)}, whatever the model does; {cure} to hold it against budget {Number(limit, limit.Max, decimals)}";
    }

    private static string Metric(Limit limit) => limit.Metric switch
    {
        MetricIds.Advantage => "attack advantage",
        MetricIds.Auc => "attack AUC",
        MetricIds.Epsilon => "attack proven epsilon",
        _ => "TPR",
    };

    private static string At(Limit limit) =>
        limit.Fpr is { } fpr ? $" at FPR {(100 * fpr).ToString("0.######", CultureInfo.InvariantCulture)}%" : "";

    private static string In(Finding finding) => finding.Slice == SliceIds.All ? "" : $" in {PlainText.Bare(finding.Slice)}";

    private static string Used(Finding finding) => $"{Count(finding.Members)} members and {Count(finding.NonMembers)} non-members";

    private static string Confidence(Finding finding) =>
        $"{(100 * finding.Confidence).ToString("0.##", CultureInfo.InvariantCulture)}%";

    private static string Range(Limit limit, Finding finding, int decimals)
    {
        var lower = Number(limit, finding.Lower, decimals).TrimEnd('%');
        var upper = Number(limit, finding.Upper, decimals);
        return lower.StartsWith('-') || upper.StartsWith('-') ? $"{lower} to {upper}" : $"{lower}-{upper}";
    }

    private static int DecimalsApart(Limit limit, double bound)
    {
        var decimals = limit.Fpr is not null ? 1 : 2;
        while (decimals < MostDecimals && Number(limit, bound, decimals) == Number(limit, limit.Max, decimals))
        {
            decimals++;
        }

        return decimals;
    }

    /// <summary>A limit is shown in full, be it finer than the figures.</summary>
    private static int LimitDecimals(Limit limit, int decimals)
    {
        decimals = Math.Max(decimals, limit.Fpr is not null ? 1 : 2);
        double scale = limit.Fpr is not null ? 100 : 1;
        while (decimals < MostDecimals && Math.Abs(Math.Round(scale * limit.Max, decimals) - (scale * limit.Max)) > 1e-9)
        {
            decimals++;
        }

        return decimals;
    }

    private static string Number(Limit limit, double? value, int decimals)
    {
        var shown = Math.Round((limit.Fpr is null ? 1 : 100) * value!.Value, decimals);
        var text = (shown == 0 ? 0 : shown).ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return limit.Fpr is not null ? text + "%" : text;
    }

    private static string Count(int count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Up to two digits, which is all such a reckoning is worth.</summary>
    private static string Rounded(int count)
    {
        var unit = 1;
        while (count / unit >= 100)
        {
            unit *= 10;
        }

        return Count((count + unit - 1) / unit * unit);
    }
}
