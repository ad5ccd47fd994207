using System.Globalization;

namespace PrivacyGate.Guards;

/// <summary>p -> p^(1/T), scaled to a sum of 1, which is softmax(logits / T). The largest score is divided out first, so that no power underflows.</summary>
internal readonly struct TemperatureGuard : IGuard
{
    private readonly double exponent;

    public TemperatureGuard(float temperature)
    {
        if (!(temperature is >= 0.01f and <= 1000f))
        {
            throw new ArgumentOutOfRangeException(nameof(temperature), temperature.ToString(CultureInfo.InvariantCulture), "The temperature must be from 0.01 to 1000.");
        }

        exponent = 1.0 / temperature;
    }

    public bool NeedsProbabilities => true;

    public void CheckClasses(int classes) => Scores.CheckEveryClass(classes);

    public void Apply(Span<float> scores)
    {
        var largest = Scores.AtLeastSmallest(scores[Scores.ArgMax(scores)]);
        var sum = 0.0;
        foreach (var score in scores)
        {
            sum += Math.Pow(score / largest, exponent);
        }

        sum = Scores.AtLeastSmallest(sum);
        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] = (float)(Math.Pow(scores[i] / largest, exponent) / sum);
        }
    }
}
