namespace PrivacyGate;

/// <summary>Applies a guard to the forms that scores have. Everything is checked before the first score is written.</summary>
internal static class Guarded
{
    public static float[] Copy<TGuard>(float[] scores, in TGuard guard)
        where TGuard : struct, IGuard =>
        Copy((ReadOnlySpan<float>)(scores ?? throw new ArgumentNullException(nameof(scores))), guard);

    public static float[] Copy<TGuard>(ReadOnlySpan<float> scores, in TGuard guard)
        where TGuard : struct, IGuard
    {
        Check(scores, scores.Length, guard);
        var copy = scores.ToArray();
        ApplyRows(copy, copy.Length, guard);
        return copy;
    }

    public static float[] CopyRows<TGuard>(ReadOnlySpan<float> scores, int classes, in TGuard guard)
        where TGuard : struct, IGuard
    {
        CheckRows(scores, classes, guard);
        var copy = scores.ToArray();
        ApplyRows(copy, classes, guard);
        return copy;
    }

    public static void Into<TGuard>(ReadOnlySpan<float> scores, Span<float> destination, in TGuard guard)
        where TGuard : struct, IGuard
    {
        Check(scores, scores.Length, guard);
        if (destination.Length < scores.Length)
        {
            throw new ArgumentException($"The destination has room for {destination.Length} scores, and there are {scores.Length}.", nameof(destination));
        }

        scores.CopyTo(destination);
        ApplyRows(destination.Slice(0, scores.Length), scores.Length, guard);
    }

    public static void InPlace<TGuard>(Span<float> scores, in TGuard guard)
        where TGuard : struct, IGuard
    {
        Check(scores, scores.Length, guard);
        ApplyRows(scores, scores.Length, guard);
    }

    public static void RowsInPlace<TGuard>(Span<float> scores, int classes, in TGuard guard)
        where TGuard : struct, IGuard
    {
        CheckRows(scores, classes, guard);
        ApplyRows(scores, classes, guard);
    }

    public static Dictionary<TKey, float> Map<TKey, TGuard>(IEnumerable<KeyValuePair<TKey, float>> scores, in TGuard guard)
        where TKey : notnull
        where TGuard : struct, IGuard
    {
        var pairs = (scores ?? throw new ArgumentNullException(nameof(scores))).ToArray();
        var values = Copy(Array.ConvertAll(pairs, static pair => pair.Value), guard);
        var guarded = new Dictionary<TKey, float>(pairs.Length, (scores as Dictionary<TKey, float>)?.Comparer);
        for (var i = 0; i < pairs.Length; i++)
        {
            guarded.Add(pairs[i].Key, values[i]);
        }

        return guarded;
    }

    private static void CheckRows<TGuard>(ReadOnlySpan<float> scores, int classes, in TGuard guard)
        where TGuard : struct, IGuard
    {
        if (classes < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(classes), classes, "The number of classes must be at least 1.");
        }

        if (scores.Length % classes != 0)
        {
            throw new ArgumentException($"There are {scores.Length} scores, which is no multiple of {classes} classes.", nameof(scores));
        }

        Check(scores, classes, guard);
    }

    private static void Check<TGuard>(ReadOnlySpan<float> scores, int classes, in TGuard guard)
        where TGuard : struct, IGuard
    {
        if (!scores.IsEmpty)
        {
            guard.CheckClasses(classes);
            Scores.Check(scores, guard.NeedsProbabilities);
        }
    }

    private static void ApplyRows<TGuard>(Span<float> scores, int classes, in TGuard guard)
        where TGuard : struct, IGuard
    {
        for (var start = 0; start < scores.Length; start += classes)
        {
            guard.Apply(scores.Slice(start, classes));
        }
    }
}
