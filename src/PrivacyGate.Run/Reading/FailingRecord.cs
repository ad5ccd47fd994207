using System.Globalization;
using PrivacyGate.IO.Readers;
using PrivacyGate.Models;
using PrivacyGate.Samples;

namespace PrivacyGate.Run.Reading;

/// <summary>Finds the record that a model fails on, and the column of it, after a whole batch failed.</summary>
internal static class FailingRecord
{
    /// <summary>Columns are exchanged one at a time; wider records are named by their line alone.</summary>
    private const int MostColumns = 256;

    /// <param name="model">The model.</param>
    /// <param name="plan">Which columns feed which input.</param>
    /// <param name="labels">Turns labels into classes.</param>
    /// <param name="readers">The files, in the order in which they are read.</param>
    /// <param name="failure">What the model failed with.</param>
    /// <param name="cancellation">Stops the search.</param>
    /// <returns>The same failure with the record's place, or null when no record fails by itself.</returns>
    public static InputException? Find(IClassifier model, FeaturePlan plan, LabelMap labels, IReadOnlyList<RecordReader> readers, InputException failure, CancellationToken cancellation)
    {
        foreach (var reader in readers)
        {
            var before = 0;
            foreach (var batch in reader.Read(plan, labels, model.PreferredBatchSize, cancellation))
            {
                if (Failure(model, batch, cancellation) is not null && First(model, batch, cancellation) is { } row)
                {
                    var alone = batch.Pick([row]);
                    var reason = Failure(model, alone, cancellation) ?? failure;
                    return Named(reader, plan, labels, before + row, Column(model, plan, batch, alone, cancellation), ForeignValues.Without(reason.Diagnostic.Message, alone), reason);
                }

                before += batch.Count;
            }
        }

        return null;
    }

    private static InputException Named(RecordReader reader, FeaturePlan plan, LabelMap labels, int record, string? column, string message, InputException reason)
    {
        var place = reader.PlaceOf(plan, labels, record, column);
        var file = reader.Source.File.Path;
        var line = place.Line > 0 ? string.Create(CultureInfo.InvariantCulture, $"line {place.Line}") : string.Create(CultureInfo.InvariantCulture, $"record {record + 1}");
        var cell = column is null ? "" : $", {plan.ToldColumn(reader, column)}";
        return new InputException(Diagnostic.Error(DiagnosticIds.ModelFailed, $"{file}, {line}{cell}: the model fails on this record: {message}", place), reason);
    }

    /// <summary>The first record that fails by itself; halves are asked, so that a batch costs as many questions as its length has binary digits.</summary>
    private static int? First(IClassifier model, RecordBatch batch, CancellationToken cancellation)
    {
        var (low, high) = (0, batch.Count);
        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            var isLower = Failure(model, batch.Pick([.. Enumerable.Range(low, middle - low)]), cancellation) is not null;
            (low, high) = isLower ? (low, middle) : (middle, high);
        }

        return Failure(model, batch.Pick([low]), cancellation) is null ? null : low;
    }

    /// <summary>The column that, taken from a record the model answers, cures the failing one; null when none or another does.</summary>
    private static string? Column(IClassifier model, FeaturePlan plan, RecordBatch batch, RecordBatch failing, CancellationToken cancellation)
    {
        var columns = plan.Feeds.SelectMany((feed, block) => feed.Columns.Select((name, at) => (Name: name, Block: block, At: at, IsCell: feed.Columns.Count == feed.Width))).ToList();
        var sound = Enumerable.Range(0, batch.Count).Take(MostColumns).Select(row => batch.Pick([row])).FirstOrDefault(record => Failure(model, record, cancellation) is null);
        if (sound is null || columns.Count > MostColumns)
        {
            return null;
        }

        var curing = columns.Where(column => Failure(model, Exchanged(failing, sound, column.Block, column.IsCell ? column.At : null), cancellation) is null).ToList();
        return curing is [var only] ? only.Name : null;
    }

    /// <summary>A record with one value, or all of one input, from another.</summary>
    private static RecordBatch Exchanged(RecordBatch record, RecordBatch other, int block, int? cell)
    {
        var values = (Array)record.Features[block].Values.Clone();
        Array.Copy(other.Features[block].Values, cell ?? 0, values, cell ?? 0, cell is null ? values.Length : 1);
        return record with { Features = [.. record.Features.Select((feature, i) => i == block ? feature with { Values = values } : feature)] };
    }

    private static InputException? Failure(IClassifier model, RecordBatch batch, CancellationToken cancellation)
    {
        try
        {
            model.Predict(batch, cancellation);
            return null;
        }
        catch (InputException failure) when (failure.Diagnostic.Id == DiagnosticIds.ModelFailed)
        {
            // What is looked for.
            return failure;
        }
    }
}
