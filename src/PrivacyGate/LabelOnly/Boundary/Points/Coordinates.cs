using PrivacyGate.Features;
using PrivacyGate.LabelOnly.Queries;

namespace PrivacyGate.LabelOnly.Boundary.Points;

/// <summary>The continuous features of all records as points: each in its unit, within its range.</summary>
internal sealed class Coordinates
{
    private readonly LabelQuestions questions;
    private readonly int[] cells;
    private readonly double[] units;
    private readonly bool fillsRow;

    public Coordinates(LabelQuestions questions)
    {
        this.questions = questions;
        Feature[] features = [.. questions.Space.Features.Where(static feature => feature.Kind == FeatureKind.Continuous)];
        cells = Array.ConvertAll(features, static feature => feature.Cells[0]);
        units = Array.ConvertAll(features, feature => questions.Space.HasOneUnit ? 1 : feature.StandardDeviation);
        Low = [.. features.Select((feature, i) => (float)(feature.Minimum / units[i]))];
        High = [.. features.Select((feature, i) => (float)(feature.Maximum / units[i]))];
        fillsRow = questions.Space.HasOneUnit && cells.Length == questions.Cells.Width;
    }

    /// <summary>Dimensions.</summary>
    public int Count => cells.Length;

    public float[] Low { get; }

    public float[] High { get; }

    public void Read(int record, Span<float> point)
    {
        for (var i = 0; i < cells.Length; i++)
        {
            point[i] = (float)(questions.Cells.Number(record, cells[i]) / units[i]);
        }
    }

    /// <summary>A slope with respect to the values of all cells, made one with respect to coordinates.</summary>
    public void ReadSlope(ReadOnlySpan<float> ofCells, Span<float> target)
    {
        for (var i = 0; i < cells.Length; i++)
        {
            target[i] = (float)(ofCells[cells[i]] * units[i]);
        }
    }

    /// <summary>Where a point can be written straight into the row asked about; empty where it must be passed through <see cref="Write"/>.</summary>
    public Span<float> Row(RecordCells.ProbeRows rows, int row) => fillsRow ? rows.FloatRow(row) : [];

    /// <summary>Makes the row the record, moved to a point.</summary>
    public void Write(ReadOnlySpan<float> point, int record, RecordCells.ProbeRows rows, int row)
    {
        rows.CopyRecord(row, record);
        for (var i = 0; i < cells.Length; i++)
        {
            rows.SetNumber(row, cells[i], point[i] * units[i]);
        }
    }
}
