namespace PrivacyGate.Models;

/// <summary>Whole numbers from <paramref name="Least"/> to <paramref name="Most"/>, both included.</summary>
/// <param name="Least">The smallest.</param>
/// <param name="Most">The largest.</param>
public sealed record WholeRange(long Least, long Most)
{
    public bool Contains(long number) => number >= Least && number <= Most;
}
