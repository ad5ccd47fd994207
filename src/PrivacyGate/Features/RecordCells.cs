namespace PrivacyGate.Features;

/// <summary>The cells of all records, numbered through the model's inputs.</summary>
internal sealed class RecordCells
{
    private readonly CellBlock[] blocks;
    private readonly (int Block, int Place)[] addresses;

    public RecordCells(RecordBatch records)
    {
        Count = records.Count;
        blocks = [.. records.Features.Select(CellBlock.Of)];
        addresses = [.. blocks.SelectMany(static (block, number) => Enumerable.Range(0, block.Width).Select(place => (number, place)))];
    }

    /// <summary>Records.</summary>
    public int Count { get; }

    /// <summary>Cells a record.</summary>
    public int Width => addresses.Length;

    public double Number(int record, int cell) => blocks[addresses[cell].Block].Number(record, addresses[cell].Place);

    public object Value(int record, int cell) => blocks[addresses[cell].Block].Value(record, addresses[cell].Place);

    /// <summary>Whether a cell of a one-hot group holds its 1.</summary>
    public bool IsTrue(int record, int cell) => Value(record, cell) is true || (Value(record, cell) is not bool && Number(record, cell) == 1);

    public ProbeRows NewRows(int rows) => new(this, rows);

    /// <summary>A batch of probes in the model's own types. One thread.</summary>
    internal sealed class ProbeRows
    {
        private readonly RecordCells cells;
        private readonly Array[] values;

        public ProbeRows(RecordCells cells, int rows)
        {
            this.cells = cells;
            values = Array.ConvertAll(cells.blocks, block => block.NewRows(rows));
            Batch = new RecordBatch(
                [.. cells.blocks.Select((block, number) => block.Source with { Values = values[number] })],
                new int[rows],
                new UInt128[rows],
                null,
                []);
        }

        public RecordBatch Batch { get; }

        /// <summary>Makes the row the record as it is.</summary>
        public void CopyRecord(int row, int record)
        {
            for (var block = 0; block < values.Length; block++)
            {
                cells.blocks[block].CopyRecord(record, values[block], row);
            }
        }

        /// <summary>Makes the row that of other rows at the same place.</summary>
        public void CopyRow(int row, ProbeRows from)
        {
            for (var block = 0; block < values.Length; block++)
            {
                var width = cells.blocks[block].Width;
                Array.Copy(from.values[block], (long)row * width, values[block], (long)row * width, width);
            }
        }

        /// <summary>Gives a cell the value it has in another record.</summary>
        public void CopyCell(int row, int cell, int record)
        {
            (var block, var place) = cells.addresses[cell];
            cells.blocks[block].CopyCell(place, record, values[block], row);
        }

        public void SetNumber(int row, int cell, double value)
        {
            (var block, var place) = cells.addresses[cell];
            cells.blocks[block].SetNumber(place, values[block], row, value);
        }

        /// <summary>The whole row where it is single-precision numbers and nothing else, to be written at once; empty where it is not.</summary>
        public Span<float> FloatRow(int row) =>
            values is [float[] only] ? only.AsSpan(row * cells.Width, cells.Width) : [];
    }
}
