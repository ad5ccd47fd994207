namespace PrivacyGate.Guards;

/// <summary>
/// The score of rank r, counted from 1, becomes 1 / (r * (1 + 1/2 + ... + 1/n)), whatever it was: TopK of all n, then ScatterElements
/// of that fixed vector. The idea is that of HAMP (Chen and Pattabiraman, NDSS 2024), which takes the sorted scores of a random input.
/// </summary>
internal readonly struct OrderGuard : IGuard
{
    public bool NeedsProbabilities => false;

    public void CheckClasses(int classes) => Scores.CheckEveryClass(classes);

    public void Apply(Span<float> scores)
    {
        using var ranking = new Ranking(scores);
        var harmonic = 0.0;
        for (var rank = 1; rank <= scores.Length; rank++)
        {
            harmonic += 1.0 / rank;
        }

        for (var rank = 1; rank <= scores.Length; rank++)
        {
            scores[ranking[rank - 1]] = (float)(1 / (rank * harmonic));
        }
    }
}
