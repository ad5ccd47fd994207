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
