using PrivacyGate.Features;

namespace PrivacyGate.LabelOnly.Points;

/// <summary>
/// Distance to the boundary in continuous features (HopSkipJump, Chen, Jordan and Wainwright 2020): estimate the
/// boundary's direction from labels around a point on it, jump, search back towards the record, and again. All records
/// take each step together; they start from the nearest record of another class instead of noise.
/// </summary>
internal sealed class HopSkipJump
{
    private const int FirstCopies = 30;
    private const int JumpSteps = 8;
    private const int Starts = 4;

    private readonly LabelQuestions questions;
    private readonly BoundaryPoints points;
    private readonly float[] direction;
    private int drawn;

    private HopSkipJump(LabelQuestions questions)
    {
        this.questions = questions;
        points = new BoundaryPoints(questions);
        direction = points.NewRows();
    }

    public static QueryCurve Ask(LabelQuestions questions, CurveBuilder curve) =>
        questions.Right.Length == 0 || questions.Space.Features.All(static feature => feature.Kind != FeatureKind.Continuous)
            ? curve.End(QueryEnd.NothingToAsk)
            : curve.End(new HopSkipJump(questions).Run(curve));

    private QueryEnd Run(CurveBuilder curve)
    {
        bool whole = Start();
        for (int round = 1; ; round++)
        {
            whole = whole && Look((int)(FirstCopies * Math.Sqrt(round)), round) && Jump(round);
            if (curve.AfterRound(whole, points.Queries, points.Score) is { } end)
            {
                return end;
            }
        }
    }

    private bool Start()
    {
        int[][] nearest = NearestRecords.OfOtherClass(questions, new FeatureCodes(questions.Records, questions.Space), Starts);
        for (int start = 0; start < Starts; start++)
        {
            int[] asked = [.. points.NotMet.Where(i => start < nearest[i].Length)];
            if (asked.Length == 0)
            {
                break;
            }

            float[] from = points.NewRows();
            foreach (int i in asked)
            {
                points.Coordinates.Read(nearest[i][start], points.Row(from, i));
            }

            bool[]? kept = points.Keep(asked, (i, point) => points.Row(from, i).CopyTo(point));
            if (kept is null || !points.Return([.. asked.Where((_, k) => !kept[k])], from))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Estimates, from labels a small step around each boundary point, which way the other class lies.</summary>
    private bool Look(int copies, int round)
    {
        copies = Math.Min(copies, points.QueriesLeft);
        if (copies == 0)
        {
            return false;
        }

        int[] asked = points.Met;
        int[] records = Array.ConvertAll(asked, i => questions.Right[i]);
        var directions = new RandomDirections(questions.Options.Seed, drawn, copies, points.Coordinates.Count, questions);
        float StepOf(int i) => (float)(points.Distance(i) * StepShare(round));
        int[] repeated = new int[copies * asked.Length];
        for (int copy = 0; copy < copies; copy++)
        {
            records.CopyTo(repeated, copy * records.Length);
        }

        bool[]? kept = questions.Keep(new PointProbes(points.Coordinates, repeated, (probe, point) =>
        {
            (int copy, int place) = Math.DivRem(probe, asked.Length);
            PointArithmetic.Step(points.Boundary(asked[place]), StepOf(asked[place]), directions[copy], points.Coordinates, point);
        }));
        if (kept is null)
        {
            return false;
        }

        questions.ForEach(asked.Length, place =>
        {
            bool[] own = [.. Enumerable.Range(0, copies).Select(copy => kept[(copy * asked.Length) + place])];
            Estimate(asked[place], own, StepOf(asked[place]), directions);
        });
        drawn += copies;
        points.Spend(copies);
        return true;
    }

    /// <summary>The mean of the steps, those into the other class against those that kept the class.</summary>
    private void Estimate(int right, bool[] kept, float step, RandomDirections directions)
    {
        int keeping = kept.Count(static keeps => keeps);

        // All answers alike say nothing of differences; then their common answer is all there is.
        float mean = keeping == 0 || keeping == kept.Length ? 0 : 1 - (2f * keeping / kept.Length);
        Span<float> estimate = points.Row(direction, right);
        estimate.Clear();
        for (int copy = 0; copy < kept.Length; copy++)
        {
            float weight = (kept[copy] ? -1 : 1) - mean;
            PointArithmetic.AddStep(points.Boundary(right), step, directions[copy], points.Coordinates, weight, estimate);
        }

        PointArithmetic.Normalise(estimate, questions.Options.Norm);
    }

    /// <summary>Goes from the boundary into the other class, by the largest of halved steps that stays there, and searches back to the record.</summary>
    private bool Jump(int round)
    {
        int[] open = points.Met;
        float[] landed = points.NewRows();
        var found = new List<int>();
        for (int halving = 0; halving < JumpSteps && open.Length > 0; halving++)
        {
            double share = 1 / Math.Sqrt(round) / (1 << halving);
            bool[]? kept = points.Keep(open, (i, point) => PointArithmetic.Step(points.Boundary(i), (float)(share * points.Distance(i)), points.Row(direction, i), points.Coordinates, point));
            if (kept is null)
            {
                points.Return([.. found], landed);
                return false;
            }

            foreach (int i in open.Where((_, k) => !kept[k]))
            {
                PointArithmetic.Step(points.Boundary(i), (float)(share * points.Distance(i)), points.Row(direction, i), points.Coordinates, points.Row(landed, i));
                found.Add(i);
            }

            open = [.. open.Where((_, k) => kept[k])];
        }

        return points.Return([.. found], landed);
    }

    /// <summary>Length of the steps around the boundary, as a share of the distance to it.</summary>
    private double StepShare(int round) => (questions.Options.Norm == BoundaryNorm.Largest ? Math.Sqrt(points.Coordinates.Count) : 1) * (round == 1 ? 0.05 : 0.01);
}
