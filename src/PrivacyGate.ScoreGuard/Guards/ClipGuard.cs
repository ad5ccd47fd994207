using System.Globalization;

namespace PrivacyGate.Guards;

/// <summary>Moves each score into [lowest, highest], then scales to a sum of 1: Clip, ReduceSum, Div.</summary>
internal readonly struct ClipGuard : IGuard
{
    private readonly float lowest;
    private readonly float highest;

    public ClipGuard(float lowest, float highest)
    {
        if (!(lowest is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(lowest), lowest.ToString(CultureInfo.InvariantCulture), "The lowest score must be from 0 to 1.");
        }

        if (!(highest > 0 && highest >= lowest && highest <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(highest), highest.ToString(CultureInfo.InvariantCulture), "The highest score must be above 0, at least the lowest score, and at most 1.");
        }

        (this.lowest, this.highest) = (lowest, highest);
    }

    public bool NeedsProbabilities => true;

    public void CheckClasses(int classes) => Scores.CheckEveryClass(classes);

    public void Apply(Span<float> scores)
    {
        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] = Math.Min(Math.Max(scores[i], lowest), highest);
        }

        Scores.Normalise(scores);
    }
}
