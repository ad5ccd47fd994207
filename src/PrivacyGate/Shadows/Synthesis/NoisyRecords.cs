using PrivacyGate.Features;

namespace PrivacyGate.Shadows.Synthesis;

/// <summary>Real records, of either side alike, with a share of their features changed: two values are flipped, all others taken from another record. The label stays.</summary>
internal static class NoisyRecords
{
    public static RecordBatch Make(RecordBatch audited, RecordCells cells, FeatureSpace space, SynthesisOptions options, CancellationToken cancellation)
    {
        var rows = cells.NewRows(options.Count);
        var labels = new int[options.Count];
        var values = new FeatureValues(cells, space);
        for (var row = 0; row < options.Count; row++)
        {
            cancellation.ThrowIfCancellationRequested();
            var draw = CountedDraw.For(options.Seed, SyntheticRecords.Purpose.Noise, (ulong)row);
            var record = row % cells.Count;
            rows.CopyRecord(row, record);
            labels[row] = audited.Labels[record];
            foreach (var feature in values.Changeable)
            {
                if (draw.Uniform() < options.Noise)
                {
                    values.Change(rows, row, feature, record, ref draw);
                }
            }
        }

        return rows.Batch with { Labels = labels, Keys = SyntheticRecords.Keys(options.Count, options.Seed) };
    }
}
