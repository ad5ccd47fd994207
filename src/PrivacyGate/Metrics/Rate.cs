namespace PrivacyGate.Metrics;

/// <summary>A share of independent records, such as the members an attack flags.</summary>
/// <param name="Count">How many, in [0, <paramref name="Of"/>].</param>
/// <param name="Of">Out of how many, at least 0.</param>
public readonly record struct Rate(int Count, int Of)
{
    /// <summary>The share, in [0, 1]; 0 of none is 0.</summary>
    public double Value => Of == 0 ? 0 : (double)Count / Of;
}

/// <summary>Both ends are part of it; <paramref name="Lower"/> is at most <paramref name="Upper"/>.</summary>
public readonly record struct ConfidenceInterval(double Lower, double Upper);
