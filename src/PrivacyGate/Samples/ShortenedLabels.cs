namespace PrivacyGate.Samples;

/// <summary>Why attacks that need labels alone query only some of the records: a cheaper attack has proven more than the budget accepts.</summary>
/// <param name="Records">The records they query, rising.</param>
/// <param name="ProvenBy">The attack that proves it.</param>
/// <param name="Bound">Its lower bound of the advantage, at a tenth of the error that a verdict may make.</param>
public sealed record ShortenedLabels(int[] Records, string ProvenBy, double Bound);
