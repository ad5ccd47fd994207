using Microsoft.ML;
using Microsoft.ML.Data;
using PrivacyGate.MLNet.Reading;
using PrivacyGate.MLNet.Runtime;

namespace PrivacyGate.MLNet.Serving;

/// <summary>A model with all that was found out about it.</summary>
/// <param name="Path">The file, for messages.</param>
/// <param name="Pipeline">Its steps.</param>
/// <param name="Schema">The columns it is fed.</param>
/// <param name="Columns">Which of them matter.</param>
/// <param name="Reading">How its answers are read.</param>
/// <param name="Classes">Its classes; of values their number.</param>
internal sealed record Recognised(string Path, Pipeline Pipeline, DataViewSchema Schema, InputColumns Columns, AnswerReading Reading, ClassList Classes)
{
    /// <summary>How far the sum of probabilities may be from 1: ten classes in single precision.</summary>
    private const double Rounding = 1e-4;

    public static Recognised Of(string path, Pipeline pipeline, DataViewSchema schema, ModelTask task)
    {
        var answers = pipeline.Whole.GetOutputSchema(schema);
        return task != ModelTask.Classification ? Make(AnswerReading.OfValues, new ClassList(1, null))
            : pipeline.Kind == PredictorKind.Binary ? Make(AnswerReading.OfTwo(pipeline, answers), new ClassList(2, null))
            : OfMany(Make, answers);

        Recognised Make(AnswerReading reading, ClassList classes) => new(path, pipeline, schema, InputColumns.Of(path, pipeline, schema, reading.Columns), reading, classes);
    }

    /// <summary>A chain from raw columns to answers, read as those of this model.</summary>
    public MLNetClassifier Classifier(ITransformer chain, AnswerReading? reading = null) =>
        new(chain, Schema, new AnswerRows(Path, reading ?? Reading, Classes.Count), Columns.Inputs, Classes, (reading ?? Reading).Kind);

    private static Recognised OfMany(Func<AnswerReading, ClassList, Recognised> make, DataViewSchema answers)
    {
        var classes = ((VectorDataViewType)answers[AnswerReading.Score].Type).Size;
        var names = ClassLabels.Of(answers[AnswerReading.Label]);
        var logits = make(AnswerReading.OfMany(areProbabilities: false), new ClassList(classes, names?.Count == classes ? names : null));
        return logits.AreProbabilities() ? logits with { Reading = AnswerReading.OfMany(areProbabilities: true) } : logits;
    }

    private bool AreProbabilities()
    {
        var records = MadeUpRecords.For(Columns.Inputs);
        using var classifier = Classifier(Pipeline.Whole);
        double[][] rows = [.. Enumerable.Range(0, records.Count).Select(row => Answer(classifier, records.Pick([row]))).OfType<double[]>()];
        return rows.Length > 0 ? rows.All(static row => row.All(static value => value is >= 0 and <= 1) && Math.Abs(row.Sum() - 1) < Rounding)
            : throw Refusal.Of(DiagnosticIds.MLNetModelRefused, Path, "The model answers no made-up record with finite scores, so what its scores are is not known. Export it to ONNX, whose graph shows it.");
    }

    /// <summary>Null where the made-up record makes no sense to the model: a text that is no number, the logarithm of a number below 0.</summary>
    private static double[]? Answer(MLNetClassifier classifier, RecordBatch record)
    {
        try
        {
            return classifier.Predict(record, CancellationToken.None).Scores;
        }
        catch (InputException problem) when (problem.Diagnostic.Id == DiagnosticIds.ModelFailed)
        {
            return null;
        }
    }
}
