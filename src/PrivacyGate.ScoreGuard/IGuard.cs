namespace PrivacyGate;

/// <summary>What one guard does to the scores of one record. Parameters were checked when it was made.</summary>
internal interface IGuard
{
    /// <summary>Whether scores below 0 are refused.</summary>
    bool NeedsProbabilities { get; }

    /// <exception cref="ArgumentException">The guard cannot work on so many classes.</exception>
    void CheckClasses(int classes);

    /// <summary>Replaces checked scores of one record, never none of them, by what may leave the program.</summary>
    void Apply(Span<float> scores);
}
