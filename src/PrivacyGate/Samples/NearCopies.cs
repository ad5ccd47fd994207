namespace PrivacyGate.Samples;

/// <summary>Records of the one side that nearly equal records of the other, far more often than members nearly equal each other.</summary>
/// <param name="Keys">Keys of both: the non-members and the members they are copies of.</param>
/// <param name="Distance">They differ by at most this, as the root mean square over the columns in standard deviations.</param>
public sealed record NearCopies(IReadOnlySet<UInt128> Keys, double Distance)
{
    /// <summary>None.</summary>
    public static NearCopies None { get; } = new(new HashSet<UInt128>(), 0);
}
