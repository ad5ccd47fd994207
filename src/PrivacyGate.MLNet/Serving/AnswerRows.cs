using Microsoft.ML;
using Microsoft.ML.Data;
using PrivacyGate.MLNet.Reading;
using PrivacyGate.MLNet.Runtime;

namespace PrivacyGate.MLNet.Serving;

/// <summary>Reads what a chain of transformers answers.</summary>
/// <param name="path">The model, for messages.</param>
/// <param name="reading">How to read it.</param>
/// <param name="classes">Scores a record.</param>
internal sealed class AnswerRows(string path, AnswerReading reading, int classes)
{
    /// <summary>ln 1e-45, where single-precision probabilities end: what a class with logit -infinity lies below the best one.</summary>
    private const double SmallestLogProbability = -103.616;

    /// <param name="model">The chain.</param>
    /// <param name="records">The records.</param>
    /// <param name="count">Number of records.</param>
    /// <exception cref="InputException">PG0027: the model fails, or answers what is no number.</exception>
    public Predictions Read(ITransformer model, IDataView records, int count)
    {
        var scores = new double[ArrayLength.Of(count, classes)];
        var labels = reading.Kind.IsOfClasses() ? new int[count] : [];
        try
        {
            Fill(model.Transform(records), scores, labels);
        }
#pragma warning disable CA1031 // Steps of a pipeline throw what they like for values they were not trained on.
        catch (Exception problem) when (problem is not InputException)
#pragma warning restore CA1031
        {
            throw Refusal.Of(DiagnosticIds.ModelFailed, path, $"ML.NET failed while it predicted: {Components.Innermost(problem)}", problem);
        }

        return new Predictions(reading.Kind, classes, scores, labels, null);
    }

    private void Fill(IDataView answers, double[] scores, int[] labels)
    {
        DataViewSchema.Column[] columns = [.. reading.Columns.Select(name => answers.Schema[name])];
        using var cursor = answers.GetRowCursor(columns);
        var score = ScoreGetter(cursor, columns[0]);
        var label = labels.Length > 0 ? LabelGetter(cursor, columns[1]) : null;
        for (var row = 0; cursor.MoveNext(); row++)
        {
            var own = scores.AsSpan(row * classes, classes);
            score(own);
            Complete(own, row);
            if (label is not null)
            {
                labels[row] = label() is var known and >= 0 ? known : Largest(own);
            }
        }
    }

    private Action<Span<double>> ScoreGetter(DataViewRowCursor cursor, DataViewSchema.Column column)
    {
        if (column.Type is VectorDataViewType)
        {
            var getter = cursor.GetGetter<VBuffer<float>>(column);
            VBuffer<float> values = default;
            return row =>
            {
                getter(ref values);
                row.Clear();
                foreach (var (at, value) in values.Items())
                {
                    row[at] = value;
                }
            };
        }

        var single = cursor.GetGetter<float>(column);
        var number = 0f;
        return row =>
        {
            single(ref number);
            var value = (reading.Slope * number) + reading.Offset;
            if (row.Length == 1)
            {
                row[0] = value;
            }
            else
            {
                (row[0], row[1]) = (reading.Kind == ScoreKind.Logits ? 0 : 1 - value, value);
            }
        };
    }

    /// <summary>The class, or -1 where the model gives none.</summary>
    private static Func<int> LabelGetter(DataViewRowCursor cursor, DataViewSchema.Column column)
    {
        if (column.Type is BooleanDataViewType)
        {
            var getter = cursor.GetGetter<bool>(column);
            var isSecond = false;
            return () =>
            {
                getter(ref isSecond);
                return isSecond ? 1 : 0;
            };
        }

        var keys = cursor.GetGetter<uint>(column);
        uint key = 0;
        return () =>
        {
            keys(ref key);
            return (int)key - 1;
        };
    }

    /// <summary>A logit of -infinity says "impossible"; NaN and +infinity are no answers.</summary>
    private void Complete(Span<double> row, int record)
    {
        var best = double.NegativeInfinity;
        foreach (var value in row)
        {
            best = double.IsNaN(value) ? double.NaN : Math.Max(best, value);
        }

        if (!double.IsFinite(best) || (reading.Kind != ScoreKind.Logits && row.ContainsAnyExceptInRange(double.MinValue, double.MaxValue)))
        {
            throw Refusal.Of(DiagnosticIds.ModelFailed, path, FormattableString.Invariant(
                $"The model answered {(double.IsNaN(best) ? "NaN" : "infinity")} for record {record} of the batch. Check that the records are scaled as in training, and that none lacks a value that the pipeline does not fill."));
        }

        foreach (ref var value in row)
        {
            value = double.IsNegativeInfinity(value) ? best + SmallestLogProbability : value;
        }
    }

    private static int Largest(ReadOnlySpan<double> row)
    {
        var best = 0;
        for (var i = 1; i < row.Length; i++)
        {
            best = row[i] > row[best] ? i : best;
        }

        return best;
    }
}
