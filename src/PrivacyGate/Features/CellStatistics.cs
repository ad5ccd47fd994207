namespace PrivacyGate.Features;

/// <summary>The values of one cell over all records, and what they have in common.</summary>
internal readonly record struct CellStatistics(bool IsNumber, double Minimum, double Maximum, double StandardDeviation, bool IsWhole, bool HasFewValues)
{
    /// <summary>Whole numbers of at most so many different values are codes rather than quantities.</summary>
    public const int FewValues = 20;

    public bool IsConstant => IsNumber && Minimum == Maximum;

    public bool IsZeroOrOne => IsNumber && HasFewValues && IsWhole && Minimum == 0 && Maximum == 1;

    public bool HasTwoValues { get; init; }

    /// <param name="block">The values of an input.</param>
    /// <param name="place">The cell within its rows.</param>
    public static CellStatistics Of(FeatureBlock block, int place)
    {
        var width = block.Width;
        return block.Values switch
        {
            float[] values => OfNumbers(Every(values, place, width)),
            double[] values => OfNumbers(Every(values, place, width)),
            int[] values => OfNumbers(Every(values, place, width)),
            long[] values => OfNumbers(Every(values, place, width)),
            bool[] values => OfNumbers(EveryBit(values, place, width)),
            string[] values => OfTexts(values, place, width),
            _ => throw new ArgumentException($"no such values: {block.Values.GetType().Name}", nameof(block)),
        };
    }

    private static CellStatistics OfNumbers(IEnumerable<double> values)
    {
        var different = new HashSet<double>();
        (var least, var most, double mean, double squares) = (double.PositiveInfinity, double.NegativeInfinity, 0, 0);
        var whole = true;
        var finite = true;
        var count = 0;
        foreach (var value in values)
        {
            count++;
            finite &= double.IsFinite(value);
            least = Math.Min(least, value);
            most = Math.Max(most, value);
            var step = value - mean;
            mean += step / count;
            squares += step * (value - mean);
            whole &= Math.Floor(value) == value;
            if (different.Count <= FewValues)
            {
                different.Add(value);
            }
        }

        // A column with gaps told as NaN has no range: its values are only ever exchanged.
        return new CellStatistics(finite, least, most, count == 0 ? 0 : Math.Sqrt(squares / count), whole && finite, different.Count <= FewValues)
        {
            HasTwoValues = different.Count == 2,
        };
    }

    private static CellStatistics OfTexts(string[] values, int place, int width)
    {
        var different = new HashSet<string>(StringComparer.Ordinal);
        for (var i = place; i < values.Length && different.Count < 3; i += width)
        {
            different.Add(values[i]);
        }

        return different.Count < 2
            ? new CellStatistics(true, 0, 0, 0, true, true)
            : new CellStatistics(false, 0, 0, 0, false, false) { HasTwoValues = different.Count == 2 };
    }

    private static IEnumerable<double> Every<T>(T[] values, int place, int width)
        where T : System.Numerics.INumber<T>
    {
        for (var i = place; i < values.Length; i += width)
        {
            yield return double.CreateSaturating(values[i]);
        }
    }

    private static IEnumerable<double> EveryBit(bool[] values, int place, int width)
    {
        for (var i = place; i < values.Length; i += width)
        {
            yield return values[i] ? 1 : 0;
        }
    }
}
