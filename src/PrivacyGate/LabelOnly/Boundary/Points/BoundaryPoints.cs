using PrivacyGate.LabelOnly.Boundary.Searches;
using PrivacyGate.LabelOnly.Queries;

namespace PrivacyGate.LabelOnly.Boundary.Points;

/// <summary>
/// For each of some records the nearest point known to lie in another class, and how to come nearer: by halving the way
/// from the record to any point of another class.
/// </summary>
internal sealed class BoundaryPoints
{
    private const int BackSteps = 10;

    private readonly LabelQuestions questions;
    private readonly int[] records;
    private readonly float[] origin;
    private readonly float[] boundary;
    private readonly double[] distance;

    /// <param name="questions">All records.</param>
    /// <param name="coordinates">Where points lie.</param>
    /// <param name="first">The first of the records the target gets right to look at.</param>
    /// <param name="count">How many of them.</param>
    public BoundaryPoints(LabelQuestions questions, Coordinates coordinates, int first, int count)
    {
        this.questions = questions;
        Coordinates = coordinates;
        records = questions.Right[first..(first + count)];
        Ledger = new QueryLedger(count, questions.Options.QueriesPerRecord);
        origin = NewRows();
        boundary = NewRows();
        distance = new double[count];
        Array.Fill(distance, double.PositiveInfinity);
        questions.ForEach(count, i => Coordinates.Read(records[i], Row(origin, i)));
    }

    public Coordinates Coordinates { get; }

    public QueryLedger Ledger { get; }

    public BoundaryNorm Norm => questions.Options.Norm;

    public int Count => records.Length;

    /// <summary>The records for which another class was met.</summary>
    public int[] Met => [.. Enumerable.Range(0, Count).Where(IsMet)];

    public bool IsMet(int place) => double.IsFinite(distance[place]);

    public int Record(int place) => records[place];

    public double Distance(int place) => distance[place];

    /// <summary>The record as it is.</summary>
    public Span<float> Origin(int place) => Row(origin, place);

    public Span<float> Boundary(int place) => Row(boundary, place);

    /// <summary>A row of coordinates for each record.</summary>
    public float[] NewRows() => new float[checked(records.Length * Coordinates.Count)];

    public Span<float> Row(float[] rows, int place) => rows.AsSpan(place * Coordinates.Count, Coordinates.Count);

    /// <summary>Positive also where a record lies on the boundary itself; beyond every distance where no other class was ever met.</summary>
    public double Score(int place) => IsMet(place)
        ? Math.Max(distance[place], 1e-12)
        : 1 + PointArithmetic.Distance(Coordinates.Low, Coordinates.High, Norm);

    /// <summary>Whether a point for each record asked about keeps its label; see <see cref="QueryLedger.Keep"/>.</summary>
    public bool[]? Keep(int[] asked, PointProbes.Fill fill) => Ledger.Keep(asked, able => questions.Keep(
        new PointProbes(Coordinates, Array.ConvertAll(able, i => records[asked[i]]), (probe, point) => fill(asked[able[probe]], point))));

    /// <summary>Searches, by halving, the nearest point of the other class between each record and a point of that class, and keeps it where it is nearer than any before.</summary>
    /// <returns>False when the time was up.</returns>
    public bool Return(int[] asked, float[] from)
    {
        var below = new float[Count];
        var reach = new float[Count];
        foreach (var i in asked)
        {
            reach[i] = Norm == BoundaryNorm.Largest ? PointArithmetic.Distance(Row(origin, i), Row(from, i), Norm) : 1;
        }

        for (var step = 0; step < BackSteps; step++)
        {
            var kept = Keep(asked, (i, point) => Approach(i, from, (below[i] + reach[i]) / 2, point));
            if (kept is null)
            {
                return false;
            }

            for (var k = 0; k < asked.Length; k++)
            {
                var i = asked[k];
                (kept[k] ? ref below[i] : ref reach[i]) = (below[i] + reach[i]) / 2;
            }
        }

        questions.ForEach(asked.Length, k => MoveNearer(asked[k], from, reach[asked[k]]));
        return true;
    }

    private void MoveNearer(int i, float[] from, float reach)
    {
        var point = new float[Coordinates.Count];
        Approach(i, from, reach, point);
        double length = PointArithmetic.Distance(Row(origin, i), point, Norm);
        if (length < distance[i])
        {
            distance[i] = length;
            point.CopyTo(Row(boundary, i));
        }
    }

    private void Approach(int i, float[] from, float reach, Span<float> point)
    {
        if (Norm == BoundaryNorm.Largest)
        {
            PointArithmetic.Within(Row(origin, i), Row(from, i), reach, point);
        }
        else
        {
            PointArithmetic.Between(Row(origin, i), Row(from, i), reach, point);
        }
    }
}
