namespace PrivacyGate.Guards;

/// <summary>1 for the class with the largest score, 0 for the others: ArgMax, then OneHot.</summary>
internal readonly struct LabelGuard : IGuard
{
    public bool NeedsProbabilities => false;

    public void CheckClasses(int classes) => Scores.CheckEveryClass(classes);

    public void Apply(Span<float> scores)
    {
        var label = Scores.ArgMax(scores);
        scores.Clear();
        scores[label] = 1;
    }
}
