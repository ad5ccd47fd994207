namespace PrivacyGate.LabelOnly.Points;

/// <summary>Directions drawn once and tried from every record: drawing them anew for each would cost more than asking.</summary>
internal sealed class RandomDirections
{
    private const ulong Purpose = 0x646972656374;

    private readonly float[] values;
    private readonly int dimensions;

    public RandomDirections(ulong seed, int first, int count, int dimensions, LabelQuestions questions)
    {
        this.dimensions = dimensions;
        values = new float[count * dimensions];
        questions.ForEach(count, i =>
        {
            Span<float> direction = values.AsSpan(i * dimensions, dimensions);
            CountedDraw draw = CountedDraw.For(seed, Purpose, (ulong)(first + i));
            draw.FillNearlyNormal(direction);
            PointArithmetic.Normalise(direction, BoundaryNorm.Euclidean);
        });
    }

    public ReadOnlySpan<float> this[int number] => values.AsSpan(number * dimensions, dimensions);
}
