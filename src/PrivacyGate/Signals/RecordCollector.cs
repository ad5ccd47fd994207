using System.Runtime.CompilerServices;

namespace PrivacyGate.Signals;

/// <summary>Keeps batches of records until they can be put into order.</summary>
/// <remarks>Bytes a record: those of its values and 20 for label and key; twice that at the peak, inside <see cref="Gather"/>.</remarks>
internal sealed class RecordCollector
{
    private readonly List<RecordBatch> batches = [];

    public void Add(RecordBatch batch)
    {
        if (batch.Count > 0)
        {
            batches.Add(batch);
        }
    }

    /// <summary>The records at <paramref name="places"/>, counted over all batches, without subjects and slices: those belong to evaluation. Null when nothing was kept. Empties the collector.</summary>
    public RecordBatch? Gather(int[] places)
    {
        if (batches.Count == 0)
        {
            return null;
        }

        var rows = Locate(places);
        FeatureBlock[] features = [.. batches[0].Features.Select((block, place) =>
            block with { Values = GatherValues(rows, place, block) })];
        var targets = Targets.Join([.. batches.Select(static batch => batch.Targets)]).Pick(places);
        var keys = Array.ConvertAll(rows, row => batches[row.Batch].Keys[row.Row]);
        batches.Clear();
        return new RecordBatch(features, targets, keys, null, []);
    }

    private Array GatherValues((int Batch, int Row)[] rows, int place, FeatureBlock like)
    {
        Array[] parts = [.. batches.Select(batch => batch.Features[place].Values)];
        var width = like.Width;
        var gathered = Array.CreateInstance(like.Values.GetType().GetElementType()!, ArrayLength.Of(rows.Length, width));
        for (var i = 0; i < rows.Length; i++)
        {
            Array.Copy(parts[rows[i].Batch], (long)rows[i].Row * width, gathered, (long)i * width, width);
        }

        return gathered;
    }

    // Runs once over everything, so that it must be fast from the first call.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private (int Batch, int Row)[] Locate(int[] places)
    {
        var starts = new int[batches.Count];
        for (var i = 1; i < starts.Length; i++)
        {
            starts[i] = starts[i - 1] + batches[i - 1].Count;
        }

        return Array.ConvertAll(places, place =>
        {
            var found = Array.BinarySearch(starts, place);
            var batch = found >= 0 ? found : ~found - 1;
            return (batch, place - starts[batch]);
        });
    }
}
