namespace PrivacyGate.Attacks;

/// <summary>What attack models are shown of a posterior.</summary>
/// <remarks>Logarithms of the probabilities: the same information, on a scale on which near certainty and certainty differ.</remarks>
internal static class PosteriorFeatures
{
    /// <summary>Of ML-Leaks: the three largest probabilities.</summary>
    public const int Top = 3;

    private const float Floor = 1e-10f;

    /// <summary>Every class's probability, in the order of the classes, for the rows asked for.</summary>
    public static float[] Full(PosteriorSample sample, IReadOnlyList<int> rows)
    {
        var classes = sample.ClassCount;
        var features = new float[ArrayLength.Of(rows.Count, classes)];
        for (var i = 0; i < rows.Count; i++)
        {
            for (var j = 0; j < classes; j++)
            {
                features[(i * classes) + j] = Log(sample.Probabilities[(rows[i] * classes) + j]);
            }
        }

        return features;
    }

    /// <summary>The same with the true class as one feature a class behind.</summary>
    public static float[] FullWithLabel(PosteriorSample sample, IReadOnlyList<int> rows)
    {
        var classes = sample.ClassCount;
        var full = Full(sample, rows);
        var features = new float[ArrayLength.Of(rows.Count, 2L * classes)];
        for (var i = 0; i < rows.Count; i++)
        {
            full.AsSpan(i * classes, classes).CopyTo(features.AsSpan(i * 2 * classes));
            features[(i * 2 * classes) + classes + sample.Labels[rows[i]]] = 1;
        }

        return features;
    }

    /// <summary>The <see cref="Top"/> largest probabilities of every row, falling; fewer classes leave the rest at the floor.</summary>
    public static float[] Largest(PosteriorSample sample)
    {
        var classes = sample.ClassCount;
        var features = new float[ArrayLength.Of(sample.Labels.Length, Top)];
        Array.Fill(features, Log(0));
        var row = new float[classes];
        for (var i = 0; i < sample.Labels.Length; i++)
        {
            sample.Probabilities.AsSpan(i * classes, classes).CopyTo(row);
            Array.Sort(row);
            for (var j = 0; j < Math.Min(Top, classes); j++)
            {
                features[(i * Top) + j] = Log(row[classes - 1 - j]);
            }
        }

        return features;
    }

    private static float Log(float probability) => MathF.Log(MathF.Max(probability, Floor));
}
