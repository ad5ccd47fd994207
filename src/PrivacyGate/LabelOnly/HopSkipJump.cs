namespace PrivacyGate.LabelOnly;

/// <summary>
/// Distance to the boundary in continuous features (HopSkipJump, Chen, Jordan and Wainwright 2020): estimate the
/// boundary's direction from labels around a point on it, jump, search back towards the record, and again. All records
/// take each step together; they start from the nearest record of another class instead of noise.
/// </summary>
internal sealed class HopSkipJump
{
    private const int FirstCopies = 30;
    private const int BackSteps = 10;
    private const int JumpSteps = 8;
    private const int Starts = 4;

    private readonly LabelQuestions questions;
    private readonly Coordinates coordinates;
    private readonly BoundaryNorm norm;
    private readonly int dimensions;

    /// <summary>The records, and for each the nearest point known to lie in another class: rows of coordinates.</summary>
    private readonly float[] origin;
    private readonly float[] boundary;

    private readonly float[] direction;
    private readonly double[] distance;
    private int queries = 1;
    private int drawn;

    private HopSkipJump(LabelQuestions questions)
    {
        this.questions = questions;
        coordinates = new Coordinates(questions);
        norm = questions.Options.Norm;
        dimensions = coordinates.Count;
        int count = questions.Right.Length;
        origin = new float[count * dimensions];
        boundary = new float[count * dimensions];
        direction = new float[count * dimensions];
        distance = new double[count];
        Array.Fill(distance, double.PositiveInfinity);
        questions.ForEach(count, i => coordinates.Read(questions.Right[i], Row(origin, i)));
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
            if (curve.AfterRound(whole, queries, Score) is { } end)
            {
                return end;
            }
        }
    }

    /// <summary>Positive also where a record lies on the boundary itself; beyond every distance where no other class was ever met.</summary>
    private double Score(int right) => double.IsFinite(distance[right]) ? Math.Max(distance[right], 1e-12) : Farthest();

    private double Farthest() => 1 + Points.Distance(coordinates.Low, coordinates.High, norm);

    private bool Start()
    {
        int[][] nearest = NearestRecords.OfOtherClass(questions, new FeatureCodes(questions.Records, questions.Space), Starts);
        for (int start = 0; start < Starts; start++)
        {
            int[] asked = Where(i => double.IsInfinity(distance[i]) && start < nearest[i].Length);
            if (asked.Length == 0)
            {
                break;
            }

            var from = new float[questions.Right.Length * dimensions];
            foreach (int i in asked)
            {
                coordinates.Read(nearest[i][start], Row(from, i));
            }

            bool[]? kept = Keep(asked, (i, point) => Row(from, i).CopyTo(point));
            if (kept is null || !Return([.. asked.Where((_, k) => !kept[k])], from))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Estimates, from labels a small step around each boundary point, which way the other class lies.</summary>
    private bool Look(int copies, int round)
    {
        copies = Math.Min(copies, questions.Options.QueriesPerRecord - queries);
        if (copies == 0)
        {
            return false;
        }

        int[] asked = Where(i => double.IsFinite(distance[i]));
        int[] records = Array.ConvertAll(asked, i => questions.Right[i]);
        var directions = new RandomDirections(questions.Options.Seed, drawn, copies, dimensions, questions);
        float StepOf(int i) => (float)(distance[i] * StepShare(round));
        int[] repeated = new int[copies * asked.Length];
        for (int copy = 0; copy < copies; copy++)
        {
            records.CopyTo(repeated, copy * records.Length);
        }

        bool[]? kept = questions.Keep(new PointProbes(coordinates, repeated, (probe, point) =>
        {
            (int copy, int place) = Math.DivRem(probe, asked.Length);
            Points.Step(Row(boundary, asked[place]), StepOf(asked[place]), directions[copy], coordinates, point);
        }));
        if (kept is null)
        {
            return false;
        }

        questions.ForEach(asked.Length, place =>
        {
            int i = asked[place];
            int keeping = 0;
            for (int copy = 0; copy < copies; copy++)
            {
                keeping += kept[(copy * asked.Length) + place] ? 1 : 0;
            }

            // All answers alike say nothing of differences; then their common answer is all there is.
            float mean = keeping == 0 || keeping == copies ? 0 : 1 - (2f * keeping / copies);
            Span<float> estimate = Row(direction, i);
            estimate.Clear();
            for (int copy = 0; copy < copies; copy++)
            {
                float weight = (kept[(copy * asked.Length) + place] ? -1 : 1) - mean;
                Points.AddStep(Row(boundary, i), StepOf(i), directions[copy], coordinates, weight, estimate);
            }

            Points.Normalise(estimate, norm);
        });
        drawn += copies;
        queries += copies;
        return true;
    }

    /// <summary>Goes from the boundary into the other class, by the largest of halved steps that stays there, and searches back to the record.</summary>
    private bool Jump(int round)
    {
        int[] open = Where(i => double.IsFinite(distance[i]));
        var landed = new float[origin.Length];
        var found = new List<int>();
        for (int halving = 0; halving < JumpSteps && open.Length > 0; halving++)
        {
            double share = 1 / Math.Sqrt(round) / (1 << halving);
            bool[]? kept = Keep(open, (i, point) => Points.Step(Row(boundary, i), (float)(share * distance[i]), Row(direction, i), coordinates, point));
            if (kept is null)
            {
                Return([.. found], landed);
                return false;
            }

            foreach (int i in open.Where((_, k) => !kept[k]))
            {
                Points.Step(Row(boundary, i), (float)(share * distance[i]), Row(direction, i), coordinates, Row(landed, i));
                found.Add(i);
            }

            open = [.. open.Where((_, k) => kept[k])];
        }

        return Return([.. found], landed);
    }

    /// <summary>Searches, by halving, the nearest point of the other class between each record and a point of that class, and keeps it where it is nearer than any before.</summary>
    private bool Return(int[] asked, float[] from)
    {
        var below = new float[asked.Length];
        float[] reach = Array.ConvertAll(asked, i => norm == BoundaryNorm.Largest ? Points.Distance(Row(origin, i), Row(from, i), norm) : 1);
        var place = new int[questions.Right.Length];
        for (int k = 0; k < asked.Length; k++)
        {
            place[asked[k]] = k;
        }

        bool whole = true;
        for (int step = 0; step < BackSteps; step++)
        {
            bool[]? kept = Keep(asked, (i, point) => Approach(i, from, (below[place[i]] + reach[place[i]]) / 2, point));
            if (kept is null)
            {
                whole = false;
                break;
            }

            for (int k = 0; k < asked.Length; k++)
            {
                (kept[k] ? ref below[k] : ref reach[k]) = (below[k] + reach[k]) / 2;
            }
        }

        questions.ForEach(asked.Length, k =>
        {
            int i = asked[k];
            var point = new float[dimensions];
            Approach(i, from, reach[k], point);
            double length = Points.Distance(Row(origin, i), point, norm);
            if (length < distance[i])
            {
                distance[i] = length;
                point.CopyTo(Row(boundary, i));
            }
        });
        return whole;
    }

    private void Approach(int i, float[] from, float reach, Span<float> point)
    {
        if (norm == BoundaryNorm.Largest)
        {
            Points.Within(Row(origin, i), Row(from, i), reach, point);
        }
        else
        {
            Points.Between(Row(origin, i), Row(from, i), reach, point);
        }
    }

    /// <summary>Length of the steps around the boundary, as a share of the distance to it.</summary>
    private double StepShare(int round) => (norm == BoundaryNorm.Largest ? Math.Sqrt(dimensions) : 1) * (round == 1 ? 0.05 : 0.01);

    /// <summary>Null when queries or time are spent.</summary>
    private bool[]? Keep(int[] asked, PointProbes.Fill fill)
    {
        if (asked.Length == 0)
        {
            return [];
        }

        if (queries == questions.Options.QueriesPerRecord)
        {
            return null;
        }

        queries++;
        return questions.Keep(new PointProbes(coordinates, Array.ConvertAll(asked, i => questions.Right[i]), (probe, point) => fill(asked[probe], point)));
    }

    private int[] Where(Func<int, bool> wanted) => [.. Enumerable.Range(0, questions.Right.Length).Where(wanted)];

    private Span<float> Row(float[] points, int i) => points.AsSpan(i * dimensions, dimensions);
}
