using System.Text;
using PrivacyGate.IO.Spec;
using PrivacyGate.Samples;

namespace PrivacyGate.IO.Readers;

/// <summary>Moves the records of a file of any format into batches: features, slices, subject and label of those that the filter picks.</summary>
internal sealed class RowReader
{
    private const int RowsLookedAhead = 10_000;

    private readonly RecordReader reader;
    private readonly RecordCursor cursor;
    private readonly ColumnNaming naming;
    private readonly LabelMap labels;
    private readonly BatchBuilder builder;
    private readonly Feature[] features;
    private readonly Feature[] targets;
    private readonly int label;
    private readonly int subject;
    private readonly int group;
    private readonly int[] slices;
    private readonly RowPicker? picker;

    /// <summary>Of a table, values are counted without outer spaces and as far as a short look shows; of arrays, all as they stand.</summary>
    private readonly bool isTable;

    /// <param name="reader">The file.</param>
    /// <param name="cursor">The same file, opened, before its first record.</param>
    /// <param name="plan">Which columns feed which input.</param>
    /// <param name="labels">Turns labels into classes.</param>
    /// <param name="batchSize">Records a batch.</param>
    /// <exception cref="InputException">A column is missing, or cannot have its role.</exception>
    public RowReader(RecordReader reader, RecordCursor cursor, FeaturePlan plan, LabelMap labels, int batchSize)
    {
        (this.reader, this.cursor, this.labels) = (reader, cursor, labels);
        (naming, builder) = (plan.NamingOf(reader), new BatchBuilder(plan, batchSize));
        var keys = plan.Keys;
        label = keys.Label is { } named ? Scalar(named.Value, named.Location, "the label") : -1;
        isTable = !reader.Columns[0].IsArray;
        subject = keys.Subject is { } person ? Scalar(person.Value, person.Location, "the subject") : -1;
        group = keys.Group is { } query ? Scalar(query.Value, query.Location, "the group") : -1;
        slices = [.. keys.SliceNames.Select(slice => Scalar(slice, keys.Slices!.Location, "a slice"))];
        if (reader.Source.Filter is { } filter)
        {
            var column = Scalar(filter.Column, filter.Location, "the filter");
            picker = new RowPicker(filter, column, reader.Columns[column].Type);
        }

        features = [.. plan.Feeds.SelectMany((feed, f) => FeaturesOf(feed, builder.Writers[f], "a feature"))];
        targets = plan.Target is { } target ? [.. FeaturesOf(target, builder.Writers[^1], "a target")] : [];
    }

    /// <summary>The next batch, or null when there are no more records.</summary>
    /// <exception cref="InputException">A record is not as promised.</exception>
    public RecordBatch? ReadBatch()
    {
        while (!builder.IsFull && cursor.MoveNext())
        {
            if (cursor.Problem is { } problem)
            {
                throw problem;
            }

            if (IsPicked())
            {
                ReadRecord();
            }
        }

        cursor.CheckEnd();
        return builder.Count > 0 ? builder.Take() : null;
    }

    /// <summary>PG0036 for a file of which no record was picked.</summary>
    public InputException NoRecords() => picker?.NoRecords(reader.Source)
        ?? new InputException(Diagnostic.Error(DiagnosticIds.NoRecords, $"{MessageText.Plain(reader.Source.File.Path)} ({reader.Source.Role}) holds no records; name a file that does", reader.Source.File.Location));

    private int Scalar(string name, SourceLocation location, string role)
    {
        var column = Use(name, location, role);
        var width = reader.Columns[column].Width;
        return width == 1 ? column
            : throw new InputException(Diagnostic.Error(DiagnosticIds.DataFormat, $"{MessageText.Plain(reader.Source.File.Path)}, array {MessageText.Quote(name)} ({role}): it has {width} values a record; save one value a record (numpy.argmax turns one-hot labels into classes)", location));
    }

    private int Use(string name, SourceLocation location, string role)
    {
        var column = naming.IndexOf(name, location, role);
        cursor.Use(column, name);
        return column;
    }

    private IEnumerable<Feature> FeaturesOf(InputFeed feed, ValueWriter writer, string role)
    {
        var offset = 0;
        foreach (var name in feed.Columns)
        {
            var column = Use(name, reader.Source.File.Location, role);
            yield return new Feature(column, writer, feed.Width, offset);
            offset += reader.Columns[column].Width;
        }
    }

    private bool IsPicked()
    {
        if (picker is null)
        {
            return true;
        }

        var isEqual = picker.IsEqual(cursor);
        if (!(isTable && isEqual) && !picker.Values.IsFull)
        {
            Count(picker.Values, Counted(picker.Column));
        }

        return isEqual == picker.Picks;
    }

    private void ReadRecord()
    {
        var count = builder.Count;
        Write(features, count, areTargets: false);
        Write(targets, count, areTargets: true);

        for (var s = 0; s < slices.Length; s++)
        {
            if (!builder.SetSlice(s, TextOf(slices[s])))
            {
                throw Faulty(slices[s], CellFault.NotUtf8, "a text");
            }
        }

        if (subject >= 0)
        {
            builder.SetSubject(TextOf(subject));
        }

        if (group >= 0)
        {
            builder.SetGroup(TextOf(group));
        }

        builder.Commit(label >= 0 ? ReadLabel() : 0);
    }

    private void Write(Feature[] cells, int record, bool areTargets)
    {
        foreach (ref readonly var cell in cells.AsSpan())
        {
            var fault = cursor.Write(cell.Column, cell.Writer, (record * cell.Width) + cell.Offset, out var at);
            if (fault != CellFault.None)
            {
                throw Faulty(cell.Column, fault, cell.Writer.Wanted, at, areTargets);
            }
        }
    }

    private ReadOnlySpan<byte> TextOf(int column)
    {
        var text = cursor.Text(column);
        var isMissing = CellText.Trim(text).IsEmpty || (reader.Columns[column].Type == CellType.Number && CellText.IsMissing(text));
        return isMissing ? throw Faulty(column, CellFault.Missing, "a text") : text;
    }

    private int ReadLabel()
    {
        if (TryGetClass(out var known))
        {
            return known;
        }

        if (CellText.IsMissing(cursor.Text(label)))
        {
            throw Faulty(label, CellFault.Missing, "a class");
        }

        // Gathering moves the cursor on, so the place is taken first.
        var place = cursor.PlaceOf(label) ?? reader.Source.File.Location;
        throw labels.NoClass(reader.Columns[label].Name, reader.Source, place, LabelsAhead());
    }

    private bool TryGetClass(out int index) => reader.Columns[label].Type switch
    {
        CellType.Number => labels.TryGetClass(cursor.Number(label), out index),
        CellType.Boolean => labels.TryGetClass(cursor.Number(label) == 1, out index),
        _ => labels.TryGetClass(cursor.Text(label), out index),
    };

    /// <summary>The different labels from here on, as far as a short look tells.</summary>
    private ValueCounts LabelsAhead()
    {
        var seen = new ValueCounts();
        var rows = 0;
        do
        {
            if (!isTable || (cursor.Problem is null && IsPicked()))
            {
                Count(seen, cursor.Text(label));
            }
        }
        while (!(isTable && ++rows == RowsLookedAhead) && !seen.IsFull && cursor.MoveNext());
        return seen;
    }

    private void Count(ValueCounts counts, ReadOnlySpan<byte> text)
    {
        var value = Encoding.UTF8.GetString(text);
        if (counts.Wants(value))
        {
            counts.Add(value, subject >= 0 ? Counted(subject) : cursor.Raw(features.Select(static feature => feature.Column)));
        }
    }

    private ReadOnlySpan<byte> Counted(int column) => isTable ? CellText.Trim(cursor.Text(column)) : cursor.Text(column);

    private InputException Faulty(int column, CellFault fault, string wanted, int at = 0, bool isTarget = false)
    {
        var place = $"{MessageText.Plain(reader.Source.File.Path)}, {cursor.Words(column, at) ?? naming.Column(column)}";
        return CellDiagnostic.Of(fault, wanted, place, cursor.PlaceOf(column) ?? reader.Source.At(0), isTarget);
    }

    /// <summary>Where the values of a column go.</summary>
    private readonly record struct Feature(int Column, ValueWriter Writer, int Width, int Offset);
}
