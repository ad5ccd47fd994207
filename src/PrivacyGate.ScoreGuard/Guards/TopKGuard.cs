namespace PrivacyGate.Guards;

/// <summary>Keeps the k largest scores and sets the others to 0: TopK, then ScatterElements into zeros.</summary>
internal readonly struct TopKGuard : IGuard
{
    private readonly int k;
    private readonly bool renormalise;

    public TopKGuard(int k, bool renormalise)
    {
        if (k < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(k), k, "The number of scores to keep must be at least 1.");
        }

        (this.k, this.renormalise) = (k, renormalise);
    }

    public bool NeedsProbabilities => true;

    public void CheckClasses(int classes)
    {
        Scores.CheckEveryClass(classes);
        if (k > classes)
        {
            throw new ArgumentOutOfRangeException(nameof(classes), classes, $"There are fewer classes than the {k} scores to keep.");
        }
    }

    public void Apply(Span<float> scores)
    {
        using (var ranking = new Ranking(scores))
        {
            for (var rank = k; rank < scores.Length; rank++)
            {
                scores[ranking[rank]] = 0;
            }
        }

        if (renormalise)
        {
            Scores.Normalise(scores);
        }
    }
}
