using PrivacyGate.LabelOnly.Queries;

namespace PrivacyGate.LabelOnly.Boundary.Points;

/// <summary>Directions drawn once and tried from every record: drawing them anew for each would cost more than asking.</summary>
internal sealed class RandomDirections
{
    private const ulong Purpose = 0x646972656374;

    private readonly LabelQuestions questions;
    private readonly int dimensions;
    private float[] values = [];

    public RandomDirections(LabelQuestions questions, int dimensions)
    {
        this.questions = questions;
        this.dimensions = dimensions;
    }

    public int Count { get; private set; }

    /// <summary>Direction after direction.</summary>
    public ReadOnlySpan<float> Values => values.AsSpan(0, Count * dimensions);

    public ReadOnlySpan<float> this[int number] => Row(number);

    /// <summary>Draws directions of length 1 instead of those before; a function of the seed and their numbers.</summary>
    /// <returns>False when the time was up.</returns>
    public bool Draw(int first, int count)
    {
        Count = count;
        if (values.Length < checked(count * dimensions))
        {
            values = new float[Math.Max(count * dimensions, (int)Math.Min(2L * values.Length, Array.MaxLength))];
        }

        return questions.ForEachInTime(count, i =>
        {
            var direction = Row(i);
            CountedDraw.For(questions.Options.Seed, Purpose, (ulong)(first + i)).FillNearlyNormal(direction);
            PointArithmetic.Normalise(direction, BoundaryNorm.Euclidean);
        });
    }

    private Span<float> Row(int number) => values.AsSpan(number * dimensions, dimensions);
}
