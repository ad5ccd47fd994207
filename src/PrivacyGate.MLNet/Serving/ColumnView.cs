using Microsoft.ML;
using Microsoft.ML.Data;

namespace PrivacyGate.MLNet.Serving;

/// <summary>Rows in memory for ML.NET: one getter a column.</summary>
/// <param name="schema">The columns.</param>
/// <param name="rows">Number of rows.</param>
/// <param name="getters">For each column makes a <see cref="ValueGetter{T}"/> that reads the row at the position given.</param>
internal sealed class ColumnView(DataViewSchema schema, int rows, IReadOnlyList<Func<Func<int>, Delegate>> getters) : IDataView
{
    /// <summary>In the order given: what is trained must not depend on chance that is not the seed's.</summary>
    public bool CanShuffle => false;

    public DataViewSchema Schema => schema;

    public long? GetRowCount() => rows;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) => new Cursor(this, columnsNeeded);

    /// <summary>One cursor, so that the rows come in one order.</summary>
    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) => [new Cursor(this, columnsNeeded)];

    private sealed class Cursor(ColumnView view, IEnumerable<DataViewSchema.Column> needed) : DataViewRowCursor
    {
        private readonly HashSet<int> active = [.. needed.Select(static column => column.Index)];
        private int row = -1;

        public override long Position => row;

        public override long Batch => 0;

        public override DataViewSchema Schema => view.Schema;

        public override bool IsColumnActive(DataViewSchema.Column column) => active.Contains(column.Index);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => (ValueGetter<TValue>)view.Getter(column.Index, () => row);

        public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) => id = new DataViewRowId((ulong)row, 0);

        public override bool MoveNext()
        {
            row = Math.Min(row + 1, view.Rows);
            return row < view.Rows;
        }
    }

    private int Rows => rows;

    private Delegate Getter(int column, Func<int> position) => getters[column](position);
}
