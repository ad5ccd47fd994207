namespace PrivacyGate.LabelOnly.Points;

/// <summary>Directions drawn once and tried from every record: drawing them anew for each would cost more than asking.</summary>
internal sealed class RandomDirections
{
    private const ulong Purpose = 0x646972656374;

    private readonly float[] values;
    private readonly int dimensions;

    private RandomDirections(int count, int dimensions)
    {
        Count = count;
        this.dimensions = dimensions;
        values = new float[checked(count * dimensions)];
    }

    public int Count { get; }

    /// <summary>Direction after direction.</summary>
    public ReadOnlySpan<float> Values => values;

    public ReadOnlySpan<float> this[int number] => Row(number);

    /// <summary>Directions of length 1, a function of the seed and their numbers; null when the time was up.</summary>
    public static RandomDirections? Draw(LabelQuestions questions, int first, int count, int dimensions)
    {
        var directions = new RandomDirections(count, dimensions);
        return questions.ForEachInTime(count, i =>
        {
            Span<float> direction = directions.Row(i);
            CountedDraw.For(questions.Options.Seed, Purpose, (ulong)(first + i)).FillNearlyNormal(direction);
            PointArithmetic.Normalise(direction, BoundaryNorm.Euclidean);
        }) ? directions : null;
    }

    private Span<float> Row(int number) => values.AsSpan(number * dimensions, dimensions);
}
