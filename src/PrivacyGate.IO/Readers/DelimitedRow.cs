using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using CsvHelper;
using PrivacyGate.IO.Spec;

namespace PrivacyGate.IO.Readers;

/// <summary>Moves the cells of one row after the other into a batch.</summary>
internal sealed class DelimitedRow
{
    private const int RowsLookedAhead = 10_000;

    private readonly DelimitedReader reader;
    private readonly ColumnNaming naming;
    private readonly BatchBuilder builder;
    private readonly LabelMap labels;
    private readonly Cell[] cells;
    private readonly int label;
    private readonly int subject = -1;
    private readonly int[] slices;
    private readonly int filter = -1;
    private readonly byte[] filterValue = [];

    public DelimitedRow(DelimitedReader reader, FeaturePlan plan, LabelMap labels, BatchBuilder builder)
    {
        (this.reader, this.labels, this.builder) = (reader, labels, builder);
        naming = plan.NamingOf(reader);
        var keys = plan.Keys;
        label = naming.IndexOf(keys.Label.Value, keys.Label.Location, "the label");
        subject = keys.Subject is { } person ? naming.IndexOf(person.Value, person.Location, "the subject") : -1;
        slices = [.. keys.SliceNames.Select(slice => naming.IndexOf(slice, keys.Slices!.Location, "a slice"))];
        if (reader.Source.Filter is { } rowFilter)
        {
            filter = naming.IndexOf(rowFilter.Column, rowFilter.Location, "the filter");
            filterValue = Encoding.UTF8.GetBytes(rowFilter.Value.Trim());
        }

        cells = [.. plan.Feeds.SelectMany((feed, f) => feed.Columns.Select((column, offset) =>
            new Cell(naming.IndexOf(column, reader.Source.File.Location, "a feature"), builder.Writers[f], feed.Width, offset)))];
    }

    /// <summary>A few of the values the filter met, to tell a typo by.</summary>
    public ValueCounts FilterValues { get; } = new();

    /// <summary>Fills the batch; false when there were no more records.</summary>
    public bool ReadBatch(CsvReader csv)
    {
        while (!builder.IsFull && csv.Read())
        {
            if (csv.FieldCount != reader.Columns.Count)
            {
                throw Ragged(reader, csv);
            }

            if (filter < 0 || IsPicked(csv))
            {
                ReadRecord(csv);
            }
        }

        return builder.Count > 0;
    }

    private bool IsPicked(CsvReader csv)
    {
        var cell = CellText.Trim(csv.GetSpan(filter));
        var isEqual = cell.SequenceEqual(filterValue);
        if (!isEqual && !FilterValues.IsFull)
        {
            FilterValues.Add(Encoding.UTF8.GetString(cell), Owner(csv));
        }

        return isEqual == reader.Source.Filter!.Picks;
    }

    private void ReadRecord(CsvReader csv)
    {
        var count = builder.Count;
        foreach (ref readonly var cell in cells.AsSpan())
        {
            var fault = cell.Writer.Write(csv.GetSpan(cell.Field), (count * cell.Width) + cell.Offset);
            if (fault != CellFault.None)
            {
                throw Faulty(csv, cell.Field, fault, cell.Writer.Wanted);
            }
        }

        for (var s = 0; s < slices.Length; s++)
        {
            ReadText(csv, slices[s]);
            if (!builder.SetSlice(s, csv.GetSpan(slices[s])))
            {
                throw Faulty(csv, slices[s], CellFault.NotUtf8, "a text");
            }
        }

        if (subject >= 0)
        {
            ReadText(csv, subject);
            builder.SetSubject(csv.GetSpan(subject));
        }

        builder.Commit(ReadLabel(csv));
    }

    private void ReadText(CsvReader csv, int field)
    {
        if (CellText.Trim(csv.GetSpan(field)).IsEmpty)
        {
            throw Faulty(csv, field, CellFault.Missing, "a text");
        }
    }

    private int ReadLabel(CsvReader csv)
    {
        var cell = csv.GetSpan(label);
        if (labels.TryGetClass(cell, out var index))
        {
            return index;
        }

        if (CellText.IsMissing(cell))
        {
            throw Faulty(csv, label, CellFault.Missing, "a class");
        }

        // Gathering moves the reader on, so the place is taken first.
        var place = Place(csv, label);
        throw LabelDiagnostic.Of(labels, reader.Columns[label].Name, reader.Source, place, LabelsAhead(csv));
    }

    /// <summary>The different labels from here on, as far as a short look tells.</summary>
    private ValueCounts LabelsAhead(CsvReader csv)
    {
        var seen = new ValueCounts();
        var rows = 0;
        do
        {
            if (csv.FieldCount == reader.Columns.Count && (filter < 0 || IsPicked(csv)))
            {
                seen.Add(Encoding.UTF8.GetString(csv.GetSpan(label)), Owner(csv));
            }
        }
        while (++rows < RowsLookedAhead && !seen.IsFull && csv.Read());
        return seen;
    }

    private ReadOnlySpan<byte> Owner(CsvReader csv) => subject >= 0 ? CellText.Trim(csv.GetSpan(subject)) : csv.RawRecord;

    internal static InputException Ragged(RecordReader reader, CsvReader csv)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{MessageText.Plain(reader.Source.File.Path)}: the row has {csv.FieldCount} cells, the header {reader.Columns.Count}; mend the row (a text that holds the separator stands in quotes)");
        return new InputException(Diagnostic.Error(DiagnosticIds.RaggedRow, text, reader.Source.At((int)csv.LineNumber)));
    }

    private InputException Faulty(CsvReader csv, int field, CellFault fault, string wanted)
    {
        var place = $"{MessageText.Plain(reader.Source.File.Path)}, {naming.Column(field)}";
        return CellDiagnostic.Of(fault, wanted, place, Place(csv, field));
    }

    /// <summary>Line and column of a cell, which differ from the row's start when a quoted text before it holds line breaks.</summary>
    internal SourceLocation Place(CsvReader csv, int field)
    {
        var record = csv.RawRecord;
        var offset = (int)Unsafe.ByteOffset(ref MemoryMarshal.GetReference(record), ref MemoryMarshal.GetReference(csv.GetRawSpan(field)));
        var before = record[..Math.Clamp(offset, 0, record.Length)];
        var lineStart = before.LastIndexOf((byte)'\n') + 1;
        return reader.Source.At((int)csv.LineNumber + before.Count((byte)'\n'), Encoding.UTF8.GetCharCount(before[lineStart..]) + 1);
    }

    /// <summary>Where one field of a row goes.</summary>
    private readonly record struct Cell(int Field, ValueWriter Writer, int Width, int Offset);
}
