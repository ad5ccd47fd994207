namespace PrivacyGate.LabelOnly.Points;

/// <summary>For each record the nearest point known to lie in another class, and how to come nearer: by halving the way from the record to any point of another class.</summary>
internal sealed class BoundaryPoints
{
    private const int BackSteps = 10;

    private readonly LabelQuestions questions;
    private readonly BoundaryNorm norm;
    private readonly float[] origin;
    private readonly float[] boundary;
    private readonly double[] distance;

    public BoundaryPoints(LabelQuestions questions)
    {
        this.questions = questions;
        Coordinates = new Coordinates(questions);
        norm = questions.Options.Norm;
        origin = NewRows();
        boundary = NewRows();
        distance = new double[questions.Right.Length];
        Array.Fill(distance, double.PositiveInfinity);
        questions.ForEach(distance.Length, i => Coordinates.Read(questions.Right[i], Row(origin, i)));
    }

    public Coordinates Coordinates { get; }

    /// <summary>Queries a record so far, the first one counted.</summary>
    public int Queries { get; private set; } = 1;

    /// <summary>Queries a record left.</summary>
    public int QueriesLeft => questions.Options.QueriesPerRecord - Queries;

    /// <summary>The records for which another class was met.</summary>
    public int[] Met => Where(i => double.IsFinite(distance[i]));

    /// <summary>Those for which none was met yet.</summary>
    public int[] NotMet => Where(i => double.IsInfinity(distance[i]));

    public double Distance(int right) => distance[right];

    public Span<float> Boundary(int right) => Row(boundary, right);

    /// <summary>A row of coordinates for each record.</summary>
    public float[] NewRows() => new float[questions.Right.Length * Coordinates.Count];

    public Span<float> Row(float[] rows, int right) => rows.AsSpan(right * Coordinates.Count, Coordinates.Count);

    public void Spend(int queries) => Queries += queries;

    /// <summary>Positive also where a record lies on the boundary itself; beyond every distance where no other class was ever met.</summary>
    public double Score(int right) => double.IsFinite(distance[right]) ? Math.Max(distance[right], 1e-12) : Farthest();

    /// <summary>Null when queries or time are spent.</summary>
    public bool[]? Keep(int[] asked, PointProbes.Fill fill)
    {
        if (asked.Length == 0)
        {
            return [];
        }

        if (QueriesLeft == 0)
        {
            return null;
        }

        Queries++;
        return questions.Keep(new PointProbes(Coordinates, Array.ConvertAll(asked, i => questions.Right[i]), (probe, point) => fill(asked[probe], point)));
    }

    /// <summary>Searches, by halving, the nearest point of the other class between each record and a point of that class, and keeps it where it is nearer than any before.</summary>
    public bool Return(int[] asked, float[] from)
    {
        var below = new float[asked.Length];
        float[] reach = Array.ConvertAll(asked, i => norm == BoundaryNorm.Largest ? PointArithmetic.Distance(Row(origin, i), Row(from, i), norm) : 1);
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
            var point = new float[Coordinates.Count];
            Approach(i, from, reach[k], point);
            double length = PointArithmetic.Distance(Row(origin, i), point, norm);
            if (length < distance[i])
            {
                distance[i] = length;
                point.CopyTo(Row(boundary, i));
            }
        });
        return whole;
    }

    private double Farthest() => 1 + PointArithmetic.Distance(Coordinates.Low, Coordinates.High, norm);

    private void Approach(int i, float[] from, float reach, Span<float> point)
    {
        if (norm == BoundaryNorm.Largest)
        {
            PointArithmetic.Within(Row(origin, i), Row(from, i), reach, point);
        }
        else
        {
            PointArithmetic.Between(Row(origin, i), Row(from, i), reach, point);
        }
    }

    private int[] Where(Func<int, bool> wanted) => [.. Enumerable.Range(0, distance.Length).Where(wanted)];
}
