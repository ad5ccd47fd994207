namespace PrivacyGate.Onnx.Gradients;

/// <summary>
/// Which constant of one model is which of another: by name, where the shape agrees too. Exporters number what they fold or
/// transpose anew, so the rest is laid side by side in the order of use: the longest common row of equal operator, input and shape.
/// </summary>
internal static class WeightPairs
{
    /// <summary>Steps of the comparison at most; a network of 3,000 tensors needs 9 million.</summary>
    private const long MostSteps = 100_000_000;

    /// <returns>For names of <paramref name="model"/> the constant of <paramref name="other"/>.</returns>
    public static IReadOnlyDictionary<string, ConstantUse> Of(IReadOnlyList<ConstantUse> model, IReadOnlyList<ConstantUse> other)
    {
        var named = other.ToDictionary(static use => use.Name, StringComparer.Ordinal);
        var pairs = model
            .Where(use => named.TryGetValue(use.Name, out var same) && same.HasShapeOf(use))
            .ToDictionary(static use => use.Name, use => named[use.Name], StringComparer.Ordinal);
        var taken = pairs.Values.Select(static use => use.Name).ToHashSet(StringComparer.Ordinal);
        ConstantUse[] left = [.. model.Where(use => !pairs.ContainsKey(use.Name))];
        ConstantUse[] right = [.. other.Where(use => !taken.Contains(use.Name))];
        foreach (var (one, two) in (long)left.Length * right.Length <= MostSteps ? CommonRow(left, right) : [])
        {
            pairs.Add(one.Name, two);
        }

        return pairs;
    }

    private static IEnumerable<(ConstantUse, ConstantUse)> CommonRow(ConstantUse[] left, ConstantUse[] right)
    {
        bool AreAlike(int i, int j) => left[i].Place == right[j].Place && left[i].HasShapeOf(right[j]);

        // longest[i, j]: pairs among what comes after the first i and j.
        var longest = new int[left.Length + 1, right.Length + 1];
        for (var i = left.Length - 1; i >= 0; i--)
        {
            for (var j = right.Length - 1; j >= 0; j--)
            {
                longest[i, j] = AreAlike(i, j) ? longest[i + 1, j + 1] + 1 : Math.Max(longest[i + 1, j], longest[i, j + 1]);
            }
        }

        var (at, beside) = (0, 0);
        while (at < left.Length && beside < right.Length)
        {
            if (AreAlike(at, beside))
            {
                yield return (left[at++], right[beside++]);
            }
            else if (longest[at + 1, beside] >= longest[at, beside + 1])
            {
                at++;
            }
            else
            {
                beside++;
            }
        }
    }
}
