namespace PrivacyGate.Samples;

/// <summary>The values of a feature block as numbers.</summary>
public static class FeatureNumber
{
    /// <param name="values">Those of a <see cref="FeatureBlock"/> that holds no texts.</param>
    /// <param name="at">Which.</param>
    /// <exception cref="ArgumentException">They are texts.</exception>
    public static double Of(Array values, int at) => values switch
    {
        float[] single => single[at],
        double[] real => real[at],
        int[] whole => whole[at],
        long[] large => large[at],
        bool[] flags => flags[at] ? 1 : 0,
        _ => throw new ArgumentException($"values of type {values.GetType().Name} are no numbers", nameof(values)),
    };
}
