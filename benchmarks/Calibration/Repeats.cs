namespace PrivacyGate.Calibration;

/// <summary>Runs repeats side by side; each has its own seed, so the figures do not depend on the number of threads.</summary>
internal static class Repeats
{
    public static T[] Run<T>(int count, Func<ulong, T> repeat)
    {
        var results = new T[count];
        Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = 2 }, i => results[i] = repeat((ulong)i + 1_000_000));
        return results;
    }
}
