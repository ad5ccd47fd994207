namespace PrivacyGate.Attacks;

/// <summary>Brings each feature to mean 0 and standard deviation 1, as it was where the scale was learned.</summary>
internal sealed class FeatureScale
{
    /// <summary>Below this a feature is constant.</summary>
    private const double SmallestDeviation = 1e-6;

    /// <summary>Farther out, a value says "far out" and no more: a filler such as 3.4e38 must not carry the rest away.</summary>
    private const float Farthest = 10;

    private readonly float[] means;
    private readonly float[] factors;

    private FeatureScale(float[] means, float[] factors)
    {
        this.means = means;
        this.factors = factors;
    }

    /// <param name="features">(rows x <paramref name="width"/>), row-major.</param>
    /// <param name="width">Features a row.</param>
    public static FeatureScale Of(float[] features, int width)
    {
        var rows = width == 0 ? 0 : features.Length / width;
        var sums = new double[width];
        var squares = new double[width];
        for (var at = 0; at < features.Length; at++)
        {
            sums[at % width] += features[at];
        }

        for (var at = 0; at < features.Length; at++)
        {
            var distance = features[at] - (sums[at % width] / rows);
            squares[at % width] += distance * distance;
        }

        return new FeatureScale(
            [.. sums.Select(sum => (float)(sum / Math.Max(1, rows)))],
            [.. squares.Select(square => Math.Sqrt(square / Math.Max(1, rows))).Select(static deviation => deviation < SmallestDeviation ? 0f : (float)(1 / deviation))]);
    }

    /// <summary>Scales in place and hands the array back.</summary>
    public float[] Apply(float[] features)
    {
        var width = means.Length;
        for (var at = 0; at < features.Length; at++)
        {
            var scaled = (features[at] - means[at % width]) * factors[at % width];
            features[at] = float.IsNaN(scaled) ? 0 : Math.Clamp(scaled, -Farthest, Farthest);
        }

        return features;
    }
}
