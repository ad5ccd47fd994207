using PrivacyGate.Features;
using PrivacyGate.Models;

namespace PrivacyGate.Shadows.Synthesis;

/// <summary>Every feature drawn for itself from the values the records have; the label is what the target answers.</summary>
internal static class MarginalRecords
{
    public static RecordBatch Make(RecordCells cells, FeatureSpace space, IClassifier target, SynthesisOptions options, CancellationToken cancellation)
    {
        var rows = cells.NewRows(options.Count);
        for (var row = 0; row < options.Count; row++)
        {
            cancellation.ThrowIfCancellationRequested();
            var draw = CountedDraw.For(options.Seed, SyntheticRecords.Purpose.Marginal, (ulong)row);
            foreach (var feature in space.Features)
            {
                FeatureValues.Copy(rows, row, feature, draw.Below(cells.Count));
            }
        }

        return rows.Batch with
        {
            Labels = target.Predict(rows.Batch, cancellation).PredictedClass,
            Keys = SyntheticRecords.Keys(options.Count, options.Seed),
        };
    }
}
