using PrivacyGate.Features;
using PrivacyGate.LabelOnly.Boundary.Searches;
using PrivacyGate.LabelOnly.Queries;

namespace PrivacyGate.LabelOnly.Boundary.Points;

/// <summary>
/// Distance to the boundary in continuous features (HopSkipJump, Chen, Jordan and Wainwright 2020): estimate the
/// boundary's direction from labels around a point on it, jump, search back towards the record, and again. All records
/// take each step together; they start from the nearest record of another class instead of noise.
/// </summary>
internal sealed class HopSkipJump : ISearch
{
    private const int FirstCopies = 30;
    private const int JumpSteps = 8;

    /// <summary>Queries to jump and to search back, at most.</summary>
    private const int StepsARound = 18;

    /// <summary>Rows of coordinates held for each record.</summary>
    private const int Rows = 5;

    private readonly BoundaryPoints points;
    private readonly BoundaryStarts starts;
    private readonly DirectionEstimate direction;
    private readonly float[] landed;

    /// <param name="questions">All records.</param>
    /// <param name="points">Where the search stands; from points of another class that are known it goes on.</param>
    /// <param name="starts">Where records start that have met none.</param>
    public HopSkipJump(LabelQuestions questions, BoundaryPoints points, BoundaryStarts starts)
    {
        (this.points, this.starts) = (points, starts);
        direction = new DirectionEstimate(questions, points);
        landed = points.NewRows();
    }

    public bool IsOver => !Enumerable.Range(0, points.Count).Any(i => points.Ledger.Left(i) > 0 && (points.IsMet(i) || starts.Has(i)));

    public static QueryCurve Ask(LabelQuestions questions, CurveBuilder curve)
    {
        if (questions.Right.Length == 0 || questions.Space.Features.All(static feature => feature.Kind != FeatureKind.Continuous))
        {
            return curve.End(QueryEnd.NothingToAsk);
        }

        var coordinates = new Coordinates(questions);
        var codes = new FeatureCodes(questions.Records, questions.Space);
        var plan = new SearchPlan(
            Rows * sizeof(float) * (long)coordinates.Count,
            static rounds => Enumerable.Range(1, rounds).Sum(QueriesOf),
            (first, count) =>
            {
                var points = new BoundaryPoints(questions, coordinates, first, count);
                return new HopSkipJump(questions, points, new BoundaryStarts(questions, codes, points, first));
            });
        return SearchRun.Ask(questions, plan, curve);
    }

    public int Queries(int place) => points.Ledger.Spent(place);

    public double Score(int place) => points.Score(place);

    public bool Advance(int round)
    {
        if (!starts.Try(landed))
        {
            return false;
        }

        int[] asked = [.. points.Met.Where(i => points.Ledger.Left(i) > 0)];
        return direction.Look(asked, CopiesOf(round), StepShare(round)) && Jump(asked, 1 / Math.Sqrt(round));
    }

    /// <summary>Queries a round takes, roughly.</summary>
    public static int QueriesOf(int round) => CopiesOf(round) + StepsARound;

    private static int CopiesOf(int round) => (int)(FirstCopies * Math.Sqrt(round));

    /// <summary>Goes from the boundary into the other class, by the largest of halved steps that stays there, and searches back to the record.</summary>
    private bool Jump(int[] open, double share)
    {
        var found = new List<int>();
        for (var halving = 0; halving < JumpSteps && open.Length > 0; halving++)
        {
            var length = share / (1 << halving);
            void Land(int i, Span<float> point) =>
                PointArithmetic.Step(points.Boundary(i), (float)(length * points.Distance(i)), direction[i], points.Coordinates, point);
            var kept = points.Keep(open, Land);
            if (kept is null)
            {
                return false;
            }

            foreach (var i in open.Where((_, k) => !kept[k]))
            {
                Land(i, points.Row(landed, i));
                found.Add(i);
            }

            open = [.. open.Where((_, k) => kept[k])];
        }

        return points.Return([.. found], landed);
    }

    /// <summary>Length of the steps around the boundary, as a share of the distance to it.</summary>
    private double StepShare(int round) => (points.Norm == BoundaryNorm.Largest ? Math.Sqrt(points.Coordinates.Count) : 1) * (round == 1 ? 0.05 : 0.01);
}
