namespace PrivacyGate.Auditing.Stored;

/// <summary>Training records that the model file itself holds. A leak that needs no attack: whoever has the file reads them.</summary>
/// <param name="Table">The initializer or attribute that holds them.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="Members">Different members found in it.</param>
/// <param name="MembersOf">Out of how many that were looked up.</param>
/// <param name="NonMembers">Different non-members found in it.</param>
/// <param name="NonMembersOf">Out of how many that were looked up.</param>
public sealed record StoredRecords(string Table, int Rows, int Members, int MembersOf, int NonMembers, int NonMembersOf)
{
    /// <summary>The membership advantage of whoever reads the table: the share of members found less that of non-members.</summary>
    public double Advantage => ((double)Members / MembersOf) - ((double)NonMembers / NonMembersOf);
}

/// <summary>The tables that a model file holds, in which records can be looked up.</summary>
public interface IRecordTables : IDisposable
{
    /// <summary>What each table is called and how many rows it has.</summary>
    IReadOnlyList<(string Name, int Rows)> Tables { get; }

    /// <summary>For each record, the numbers of the tables with a row equal to it but for rounding.</summary>
    IReadOnlyList<IReadOnlyList<int>> Find(RecordBatch batch, CancellationToken cancellation);
}
