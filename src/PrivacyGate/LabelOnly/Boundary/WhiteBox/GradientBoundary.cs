using PrivacyGate.Features;
using PrivacyGate.LabelOnly.Boundary.Points;
using PrivacyGate.LabelOnly.Boundary.Searches;
using PrivacyGate.LabelOnly.Queries;
using PrivacyGate.Models;

namespace PrivacyGate.LabelOnly.Boundary.WhiteBox;

/// <summary>
/// Distance to the boundary in continuous features of a model whose gradients are known: fast gradient steps towards one
/// class after another, and for Euclidean lengths the descent of Carlini and Wagner. What gradients do not shorten any
/// more is handed to HopSkipJump. All records take each step together.
/// </summary>
internal sealed class GradientBoundary : ISearch
{
    private const int MostRivals = 8;

    /// <summary>Rounds towards a rival: one to meet it, two to project, one to descend.</summary>
    private const int Stages = 4;

    /// <summary>A step that shortens a record's distance by less than this share is not repeated for it.</summary>
    private const double SmallestGain = 1e-3;

    /// <summary>Rows of coordinates held for each record.</summary>
    private const int Rows = 13;

    /// <summary>Queries a stage takes, in a usual round.</summary>
    private static readonly int[] StageQueries = [14, 13, 13, 31];

    private readonly BoundaryPoints points;
    private readonly BoundaryStarts starts;
    private readonly FastGradient fast;
    private readonly CarliniWagner carliniWagner;
    private readonly HopSkipJump search;
    private readonly int rounds;
    private readonly float[] from;
    private readonly double[] before;
    private readonly bool[] bends;

    private GradientBoundary(LabelQuestions questions, IInputGradients gradients, BoundaryPoints points, BoundaryStarts starts)
    {
        (this.points, this.starts) = (points, starts);
        var slopes = new MarginSlopes(new GradientQuestions(questions, gradients), points);
        fast = new FastGradient(questions, points, slopes);
        carliniWagner = new CarliniWagner(questions, points, slopes);
        search = new HopSkipJump(questions, points, starts);
        rounds = RoundsOf(gradients);
        from = points.NewRows();
        before = new double[points.Count];
        bends = new bool[points.Count];
        Array.Fill(bends, points.Norm == BoundaryNorm.Euclidean);
    }

    public bool IsOver => search.IsOver;

    public static QueryCurve Ask(LabelQuestions questions, CurveBuilder curve)
    {
        if (questions.Right.Length == 0 || questions.Space.Features.All(static feature => feature.Kind != FeatureKind.Continuous))
        {
            return curve.End(QueryEnd.NothingToAsk);
        }

        var gradients = questions.Gradients!;
        var coordinates = new Coordinates(questions);
        var codes = new FeatureCodes(questions.Records, questions.Space);
        var guided = RoundsOf(gradients);
        var plan = new SearchPlan(
            Rows * sizeof(float) * (long)coordinates.Count,
            rounds => Enumerable.Range(1, rounds).Sum(round => round <= guided ? StageQueries[(round - 1) % Stages] : HopSkipJump.QueriesOf(round - guided)),
            (first, count) =>
            {
                var points = new BoundaryPoints(questions, coordinates, first, count);
                return new GradientBoundary(questions, gradients, points, new BoundaryStarts(questions, codes, points, first));
            });
        return SearchRun.Ask(questions, plan, curve);
    }

    public int Queries(int place) => points.Ledger.Spent(place);

    public double Score(int place) => points.Score(place);

    public bool Advance(int round)
    {
        if (round > rounds)
        {
            return search.Advance(round - rounds);
        }

        (var rival, var stage) = Math.DivRem(round - 1, Stages);
        return stage switch
        {
            0 => fast.Meet([.. Enumerable.Range(0, points.Count)], GradientQuestions.BestRival - rival) && starts.Try(from) && Note(),
            3 => Descend([.. points.Met.Where(i => bends[i])]),
            _ => Project([.. points.Met.Where(i => stage == 1 || Gains(i))]),
        };
    }

    private static int RoundsOf(IInputGradients gradients) => Stages * Math.Min(MostRivals, gradients.ClassCount - 1);

    private bool Project(int[] asked) => Note() && fast.Project(asked);

    /// <summary>Where the boundary is all but straight, projections have found what there is.</summary>
    private bool Descend(int[] asked)
    {
        var inTime = Note() && carliniWagner.Descend(asked);
        foreach (var i in asked)
        {
            bends[i] = Gains(i);
        }

        return inTime;
    }

    private bool Note()
    {
        for (var i = 0; i < before.Length; i++)
        {
            before[i] = points.Distance(i);
        }

        return true;
    }

    private bool Gains(int place) => before[place] - points.Distance(place) >= SmallestGain * before[place];
}
