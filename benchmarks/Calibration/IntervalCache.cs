using System.Collections.Concurrent;
using PrivacyGate.Metrics;

namespace PrivacyGate.Calibration;

/// <summary>Intervals remember their bounds, so repeats of one size share one.</summary>
internal static class IntervalCache
{
    private static readonly ConcurrentDictionary<(int PerSide, double Error), NewcombeInterval> Known = new();

    public static NewcombeInterval For(int perSide, double error) =>
        Known.GetOrAdd((perSide, error), static key => new NewcombeInterval(key.PerSide, key.PerSide, key.Error, key.Error));
}
