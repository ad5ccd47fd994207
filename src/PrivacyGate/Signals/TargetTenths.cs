namespace PrivacyGate.Signals;

/// <summary>Groups records by the value to be predicted, so that attacks can have a threshold for each group as for each class.</summary>
internal static class TargetTenths
{
    /// <summary>Groups of about equal size.</summary>
    public const int Count = 10;

    /// <summary>The tenth of all records that each record's first value lies in, 0 for the smallest values. Equal values are of one tenth.</summary>
    public static int[] Of(ValueTargets targets)
    {
        float[] sorted = [.. Enumerable.Range(0, targets.Count).Select(record => targets.Row(record)[0]).Order()];
        var ends = new float[Count - 1];
        for (var i = 0; i < ends.Length; i++)
        {
            ends[i] = sorted.Length == 0 ? 0 : sorted[(int)((long)(i + 1) * sorted.Length / Count)];
        }

        return [.. Enumerable.Range(0, targets.Count).Select(record => ends.Count(end => targets.Row(record)[0] >= end))];
    }
}
