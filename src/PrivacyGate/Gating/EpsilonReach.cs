using PrivacyGate.Auditing.Findings;
using PrivacyGate.Metrics;

namespace PrivacyGate.Gating;

/// <summary>
/// Nothing bounds epsilon from above, so its limit is on what is proven. That means something only where these records
/// could have proven more than the limit.
/// </summary>
internal static class EpsilonReach
{
    private const int MostRecords = 1 << 30;

    /// <summary>Nothing when a proven epsilon over the limit was possible, else why the limit cannot be judged.</summary>
    public static IEnumerable<RankedViolation> Of(Limit limit, int limits, IReadOnlyList<Finding> attacks)
    {
        var finding = attacks[0];
        var error = 1 - finding.Confidence;
        var claims = attacks.Count * limits;
        var largest = EpsilonLowerBound.LargestProvable(finding.Members, finding.NonMembers, error, claims);
        if (largest > limit.Max)
        {
            return [];
        }

        var needed = RecordsNeeded(limit.Max, error, claims);
        var records = needed is { } count ? new RecordsNeeded(count, false) : null;
        var message = ViolationMessage.EpsilonOutOfReach(limit, finding, largest, needed);
        return
        [
            new(
                new Violation(DiagnosticIds.NotMeasurable, finding.ShownBy, finding.Metric, finding.Slice, finding.Value, finding.Lower, finding.Upper, limit.Max, records, message),
                double.PositiveInfinity),
        ];
    }

    /// <summary>The fewest records a side that could prove more than the limit; null beyond what any audit reads.</summary>
    private static int? RecordsNeeded(double limit, double error, int claims)
    {
        var high = 1;
        while (EpsilonLowerBound.LargestProvable(high, high, error, claims) <= limit)
        {
            if (high >= MostRecords)
            {
                return null;
            }

            high *= 2;
        }

        var low = high / 2;
        while (high - low > 1)
        {
            var middle = low + ((high - low) / 2);
            (low, high) = EpsilonLowerBound.LargestProvable(middle, middle, error, claims) > limit ? (low, middle) : (middle, high);
        }

        return high;
    }
}
