namespace PrivacyGate.Signals;

/// <summary>What the sides of the collected records say, which no attack sees but for one figure.</summary>
internal static class CollectedTruth
{
    public static Truth BySubject(bool[] sides, UInt128[] subjectKeys, SliceColumn[] columns) =>
        new(sides, Array.ConvertAll(subjectKeys, ContentOrder.FoldHash), Numbered(subjectKeys), columns);

    /// <summary>Records stand for themselves, but equal ones together for one: a row copied ten times is no ten witnesses.</summary>
    public static Truth ByContent(bool[] sides, UInt128[] sortedKeys, SliceColumn[] columns)
    {
        var numbers = new int[sortedKeys.Length];
        for (var i = 1; i < numbers.Length; i++)
        {
            numbers[i] = numbers[i - 1] + (sortedKeys[i] == sortedKeys[i - 1] ? 0 : 1);
        }

        var repeats = numbers.Length == 0 ? 0 : numbers.Length - 1 - numbers[^1];
        var hashes = Array.ConvertAll(sortedKeys, ContentOrder.FoldHash);
        return new Truth(sides, hashes, repeats > 0 ? numbers : null, columns) { Repeats = repeats };
    }

    private static int[] Numbered(UInt128[] subjectKeys)
    {
        var numbers = new Dictionary<UInt128, int>();
        return Array.ConvertAll(subjectKeys, key =>
        {
            numbers.TryAdd(key, numbers.Count);
            return numbers[key];
        });
    }

    /// <summary>The target's mean loss on its members in nats, or null where it answers bare labels or there are none.</summary>
    public static double? MeanMemberLoss(SignalTable signals, bool[] sides)
    {
        if (signals.Confidence is null || !sides.Contains(true))
        {
            return null;
        }

        double sum = 0;
        var members = 0;
        for (var i = 0; i < sides.Length; i++)
        {
            if (sides[i])
            {
                sum += SignalCalculator.Loss(signals.Confidence[i]);
                members++;
            }
        }

        return sum / members;
    }

    public static SideAccuracy Accuracy(SignalTable signals, bool[] sides)
    {
        Span<int> right = stackalloc int[2];
        Span<int> all = stackalloc int[2];
        for (var i = 0; i < sides.Length; i++)
        {
            var side = sides[i] ? 0 : 1;
            all[side]++;
            right[side] += signals.TrueClass[i] == signals.PredictedClass[i] ? 1 : 0;
        }

        return new SideAccuracy(all[0] == 0 ? 0 : (double)right[0] / all[0], all[1] == 0 ? 0 : (double)right[1] / all[1]);
    }
}
