using PrivacyGate.Samples;

namespace PrivacyGate.Auditing.Stored;

/// <summary>The tables that a model file holds, in which records can be looked up.</summary>
public interface IRecordTables
{
    /// <summary>What each table is called and how many rows it has.</summary>
    IReadOnlyList<(string Name, int Rows)> Tables { get; }

    /// <summary>For each record, the numbers of the tables with a row equal to it but for rounding.</summary>
    IReadOnlyList<IReadOnlyList<int>> Find(RecordBatch batch, CancellationToken cancellation);
}
