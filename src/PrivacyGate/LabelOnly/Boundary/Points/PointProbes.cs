using PrivacyGate.Features;
using PrivacyGate.LabelOnly.Queries;

namespace PrivacyGate.LabelOnly.Boundary.Points;

/// <summary>One point for each of some records.</summary>
/// <param name="coordinates">Where points lie.</param>
/// <param name="records">The record of each.</param>
/// <param name="fill">Writes the point of a probe.</param>
internal sealed class PointProbes(Coordinates coordinates, int[] records, PointProbes.Fill fill) : IProbes
{
    public delegate void Fill(int probe, Span<float> point);

    public int Count => records.Length;

    public int RecordOf(int probe) => records[probe];

    public IProbeWriter NewWriter() => new Writer(coordinates, fill, records);

    private sealed class Writer(Coordinates coordinates, Fill fill, int[] records) : IProbeWriter
    {
        private readonly float[] point = new float[coordinates.Count];

        public void Write(int probe, RecordCells.ProbeRows rows, int row)
        {
            var straight = coordinates.Row(rows, row);
            if (straight.Length > 0)
            {
                fill(probe, straight);
                return;
            }

            fill(probe, point);
            coordinates.Write(point, records[probe], rows, row);
        }
    }
}
