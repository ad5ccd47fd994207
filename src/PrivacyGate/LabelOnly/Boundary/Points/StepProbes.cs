using PrivacyGate.Features;
using PrivacyGate.LabelOnly.Queries;

namespace PrivacyGate.LabelOnly.Boundary.Points;

/// <summary>A small step from the boundary point of each of some records in each of some directions: direction after direction, in each all records.</summary>
/// <param name="points">The boundary points.</param>
/// <param name="places">The records.</param>
/// <param name="directions">The directions, the same for all.</param>
/// <param name="steps">Length of each record's steps.</param>
internal sealed class StepProbes(BoundaryPoints points, int[] places, RandomDirections directions, float[] steps) : IProbes
{
    public int Count => checked(places.Length * directions.Count);

    public int RecordOf(int probe) => points.Record(places[probe % places.Length]);

    public IProbeWriter NewWriter() => new Writer(this, points.Coordinates);

    /// <summary>Adds up the steps of one record, as far as the ranges let them go.</summary>
    /// <param name="k">Position of the record in the places.</param>
    /// <param name="kept">Which probes kept their label.</param>
    /// <param name="signed">Has them added where the label changed, and taken away where it was kept.</param>
    /// <param name="plain">Has all of them added.</param>
    /// <returns>How many kept the label.</returns>
    public int AddTo(int k, bool[] kept, Span<float> signed, Span<float> plain)
    {
        var signs = new float[directions.Count];
        var keeping = 0;
        for (var copy = 0; copy < signs.Length; copy++)
        {
            var keeps = kept[(copy * places.Length) + k];
            signs[copy] = keeps ? -1 : 1;
            keeping += keeps ? 1 : 0;
        }

        StepSums.Add(points.Boundary(places[k]), steps[k], directions.Values, signs, points.Coordinates, signed, plain);
        return keeping;
    }

    private void Fill(int probe, Span<float> point)
    {
        (var copy, var k) = Math.DivRem(probe, places.Length);
        PointArithmetic.Step(points.Boundary(places[k]), steps[k], directions[copy], points.Coordinates, point);
    }

    private sealed class Writer(StepProbes probes, Coordinates coordinates) : IProbeWriter
    {
        private readonly float[] point = new float[coordinates.Count];

        public void Write(int probe, RecordCells.ProbeRows rows, int row)
        {
            var straight = coordinates.Row(rows, row);
            probes.Fill(probe, straight.Length > 0 ? straight : point);
            if (straight.Length == 0)
            {
                coordinates.Write(point, probes.RecordOf(probe), rows, row);
            }
        }
    }
}
