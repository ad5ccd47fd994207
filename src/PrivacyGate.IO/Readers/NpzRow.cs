using System.Globalization;
using System.IO.Compression;
using System.Text;
using PrivacyGate.IO.Spec;
using PrivacyGate.Samples;

namespace PrivacyGate.IO.Readers;

/// <summary>Moves the records of the arrays of an .npz, side by side, into batches.</summary>
internal sealed class NpzRow : IDisposable
{
    private readonly NpzReader reader;
    private readonly ColumnNaming naming;
    private readonly LabelMap labels;
    private readonly BatchBuilder builder;
    private readonly List<Column> columns = [];
    private readonly List<(Column Column, ValueWriter Writer, int Width, int Offset)> features = [];
    private readonly Column label;
    private readonly Column? subject;
    private readonly List<Column> slices;
    private readonly Column? filter;
    private readonly NpzFilter? picks;
    private readonly long count;
    private long index;

    public NpzRow(NpzReader reader, ZipArchive archive, FeaturePlan plan, LabelMap labels, BatchBuilder builder)
    {
        (this.reader, this.labels, this.builder, naming) = (reader, labels, builder, plan.NamingOf(reader));
        label = Scalar(archive, plan.Keys.Label.Value, plan.Keys.Label.Location, "the label");
        count = label.Cursor.Header.Shape[0];
        subject = plan.Keys.Subject is { } person ? Scalar(archive, person.Value, person.Location, "the subject") : null;
        slices = [.. plan.Keys.SliceNames.Select(slice => Scalar(archive, slice, plan.Keys.Slices!.Location, "a slice"))];
        if (reader.Source.Filter is { } rowFilter)
        {
            filter = Scalar(archive, rowFilter.Column, rowFilter.Location, "the filter");
            picks = NpzFilter.For(rowFilter, filter.Cursor.Header.Type);
        }

        for (var f = 0; f < plan.Feeds.Count; f++)
        {
            var offset = 0;
            foreach (var name in plan.Feeds[f].Columns)
            {
                var column = Open(archive, name, reader.Source.File.Location, "a feature");
                features.Add((column, builder.Writers[f], plan.Feeds[f].Width, offset));
                offset += (int)column.Cursor.Header.RecordValues;
            }
        }
    }

    /// <summary>A few of the values the filter met, to tell a typo by.</summary>
    public ValueCounts FilterValues { get; } = new();

    /// <summary>The next batch, or null when there are no more records.</summary>
    public RecordBatch? ReadBatch()
    {
        while (!builder.IsFull && index < count)
        {
            foreach (var column in columns)
            {
                _ = column.MoveNext(reader.Source);
            }

            if (picks is null || IsPicked(filter!))
            {
                ReadRecord();
            }

            index++;
        }

        if (index == count)
        {
            columns.ForEach(column => column.Finish(reader.Source));
        }

        return builder.Count > 0 ? builder.Take() : null;
    }

    public void Dispose() => columns.ForEach(column => column.Cursor.Dispose());

    private bool IsPicked(Column column)
    {
        if (!FilterValues.IsFull)
        {
            FilterValues.Add(Encoding.UTF8.GetString(NpyElement.Text(column.Type, column.Record)), Owner());
        }

        return picks!.Picks(column.Record);
    }

    private void ReadRecord()
    {
        foreach (var (column, writer, width, offset) in features)
        {
            var fault = NpyElement.Write(column.Type, column.Record, writer, (builder.Count * width) + offset, out var at);
            if (fault != CellFault.None)
            {
                throw Faulty(column, at, fault, writer.Wanted);
            }
        }

        for (var s = 0; s < slices.Count; s++)
        {
            if (!builder.SetSlice(s, Text(slices[s])))
            {
                throw Faulty(slices[s], 0, CellFault.NotUtf8, "a text");
            }
        }

        if (subject is not null)
        {
            builder.SetSubject(Text(subject));
        }

        builder.Commit(ReadLabel());
    }

    private byte[] Text(Column column)
    {
        var text = NpyElement.Text(column.Type, column.Record);
        return CellText.Trim(text).IsEmpty || (column.Type.Kind == 'f' && CellText.IsMissing(text)) ? throw Faulty(column, 0, CellFault.Missing, "a text") : text;
    }

    private int ReadLabel()
    {
        if (LabelOf(label.Record) is { } known)
        {
            return known;
        }

        if (CellText.IsMissing(NpyElement.Text(label.Type, label.Record)))
        {
            throw Faulty(label, 0, CellFault.Missing, "a class");
        }

        var seen = new ValueCounts();
        do
        {
            seen.Add(Encoding.UTF8.GetString(NpyElement.Text(label.Type, label.Record)), Owner());
        }
        while (++index < count && !seen.IsFull && columns.TrueForAll(column => column.MoveNext(reader.Source)));
        throw LabelDiagnostic.Of(labels, label.Name, reader.Source, reader.Source.File.Location, seen);
    }

    private byte[] Owner() => subject is not null
        ? NpyElement.Text(subject.Type, subject.Record)
        : [.. features.SelectMany(static feature => feature.Column.Record.ToArray())];

    private int? LabelOf(ReadOnlySpan<byte> element)
    {
        var type = label.Type;
        var isClass = type.IsText ? labels.TryGetClass(NpyElement.Text(type, element), out var found)
            : type.Kind == 'b' ? labels.TryGetClass(NpyElement.Number(type, element) == 1, out found)
            : labels.TryGetClass(NpyElement.Number(type, element), out found);
        return isClass ? found : null;
    }

    private Column Scalar(ZipArchive archive, string name, SourceLocation location, string role)
    {
        var column = Open(archive, name, location, role);
        if (column.Cursor.Header.RecordValues != 1)
        {
            throw new InputException(Diagnostic.Error(DiagnosticIds.DataFormat, $"{MessageText.Plain(reader.Source.File.Path)}, array {MessageText.Quote(name)} ({role}): it has {column.Cursor.Header.RecordValues} values a record; save one value a record (numpy.argmax turns one-hot labels into classes)", location));
        }

        return column;
    }

    private Column Open(ZipArchive archive, string name, SourceLocation location, string role)
    {
        var column = naming.Find(name, location, role);
        var opened = new Column(column.Name, reader.OpenColumn(archive, column));
        columns.Add(opened);
        var records = opened.Cursor.Header.Shape[0];
        if (columns[0].Cursor.Header.Shape[0] is var wanted && records != wanted)
        {
            throw new InputException(Diagnostic.Error(DiagnosticIds.DataFormat, string.Create(CultureInfo.InvariantCulture, $"{MessageText.Plain(reader.Source.File.Path)}: array {MessageText.Quote(name)} has {records} records, {MessageText.Quote(columns[0].Name)} has {wanted}; save as many of each, or name the features by 'features'"), reader.Source.File.Location));
        }

        return opened;
    }

    private InputException Faulty(Column column, int element, CellFault fault, string wanted)
    {
        var place = string.Create(CultureInfo.InvariantCulture, $"{MessageText.Plain(reader.Source.File.Path)}, array {MessageText.Quote(column.Name)}, record {index + 1}, value {element + 1}");
        return CellDiagnostic.Of(fault, wanted, place, reader.Source.At(0));
    }

    /// <summary>An array and the record it stands at.</summary>
    private sealed class Column
    {
        private readonly Func<bool> step;

        public Column(string name, NpyCursor cursor)
        {
            (Name, Cursor) = (name, cursor);
            step = Step;
        }

        public string Name { get; }

        public NpyCursor Cursor { get; }

        public NpyType Type => Cursor.Header.Type;

        public ReadOnlySpan<byte> Record => Cursor.Record;

        public bool MoveNext(RecordSource source) => NpzReader.Guard(source, Name, step);

        public void Finish(RecordSource source) => NpzReader.Guard(source, Name, () =>
        {
            Cursor.Finish();
            return true;
        });

        private bool Step()
        {
            Cursor.MoveNext();
            return true;
        }
    }
}
