using System.Collections.Concurrent;
using PrivacyGate.Features;

namespace PrivacyGate.LabelOnly.Queries;

/// <summary>A list of changed records to ask about, written out as they are needed and on any thread.</summary>
internal interface IProbes
{
    int Count { get; }

    /// <summary>The record a probe is a changed copy of.</summary>
    int RecordOf(int probe);

    /// <summary>A writer for one thread. Rows must not depend on which writer writes them.</summary>
    IProbeWriter NewWriter();
}

internal interface IProbeWriter
{
    void Write(int probe, RecordCells.ProbeRows rows, int row);
}

/// <summary>What one thread writes probes into. Full batches are kept from call to call: they are large, and searches call often.</summary>
/// <param name="writer">Writes them.</param>
/// <param name="cells">All records.</param>
/// <param name="batch">Rows of a full batch.</param>
/// <param name="fullBatches">Those that no thread writes into.</param>
internal sealed class ProbeWorker(IProbeWriter writer, RecordCells cells, int batch, ConcurrentBag<RecordCells.ProbeRows> fullBatches)
{
    private RecordCells.ProbeRows? full;

    public IProbeWriter Writer { get; } = writer;

    public RecordCells.ProbeRows Rows(int count) =>
        count < batch ? cells.NewRows(count) : full ??= fullBatches.TryTake(out var kept) ? kept : cells.NewRows(batch);

    public void Return()
    {
        if (full is not null)
        {
            fullBatches.Add(full);
        }
    }
}
