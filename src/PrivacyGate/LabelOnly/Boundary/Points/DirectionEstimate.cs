using PrivacyGate.LabelOnly.Boundary.Searches;
using PrivacyGate.LabelOnly.Queries;

namespace PrivacyGate.LabelOnly.Boundary.Points;

/// <summary>Estimates, from labels a small step around each boundary point, which way the other class lies.</summary>
internal sealed class DirectionEstimate
{
    private readonly LabelQuestions questions;
    private readonly BoundaryPoints points;
    private readonly RandomDirections directions;
    private readonly float[] signed;
    private readonly float[] plain;
    private readonly int[] keeping;
    private readonly int[] asking;
    private int drawn;

    public DirectionEstimate(LabelQuestions questions, BoundaryPoints points)
    {
        this.questions = questions;
        this.points = points;
        directions = new RandomDirections(questions, points.Coordinates.Count);
        signed = points.NewRows();
        plain = points.NewRows();
        keeping = new int[points.Count];
        asking = new int[points.Count];
    }

    /// <summary>Towards the other class; of Euclidean length 1, or a corner of the cube for <see cref="BoundaryNorm.Largest"/>.</summary>
    public ReadOnlySpan<float> this[int place] => points.Row(signed, place);

    /// <param name="asked">Records.</param>
    /// <param name="copies">Steps for each, or as many as it has queries left.</param>
    /// <param name="share">Length of a step, as a share of the distance.</param>
    /// <returns>False when the time was up.</returns>
    public bool Look(int[] asked, int copies, double share)
    {
        foreach (var i in asked)
        {
            asking[i] = Math.Min(copies, points.Ledger.Left(i));
            keeping[i] = 0;
            points.Row(signed, i).Clear();
            points.Row(plain, i).Clear();
        }

        foreach (var block in CopyBlock.Of(asked, Array.ConvertAll(asked, i => asking[i]), points.Coordinates.Count))
        {
            if (!Look(block, share))
            {
                return false;
            }
        }

        drawn += copies;
        return questions.ForEachInTime(asked.Length, k => Finish(asked[k]));
    }

    private bool Look(CopyBlock block, double share)
    {
        if (!directions.Draw(drawn + block.First, block.Count))
        {
            return false;
        }

        var places = block.Places;
        var steps = new StepProbes(points, places, directions, Array.ConvertAll(places, i => (float)(points.Distance(i) * share)));
        return questions.Keep(steps) is { } kept && questions.ForEachInTime(places.Length, k =>
        {
            keeping[places[k]] += steps.AddTo(k, kept, points.Row(signed, places[k]), points.Row(plain, places[k]));
            points.Ledger.Spend(places[k], block.Count);
        });
    }

    /// <summary>The mean of the steps, those into the other class against those that kept the class.</summary>
    private void Finish(int i)
    {
        var estimate = points.Row(signed, i);

        // All answers alike say nothing of differences; then their common answer is all there is.
        if (keeping[i] > 0 && keeping[i] < asking[i])
        {
            PointArithmetic.Add(points.Row(plain, i), (2f * keeping[i] / asking[i]) - 1, estimate);
        }

        PointArithmetic.Normalise(estimate, points.Norm);
    }
}
