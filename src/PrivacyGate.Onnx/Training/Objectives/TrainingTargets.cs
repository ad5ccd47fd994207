using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Inspection;
using PrivacyGate.Onnx.Training.Serving;
using PrivacyGate.Samples;

namespace PrivacyGate.Onnx.Training.Objectives;

/// <summary>What a model's answers to records are held against in training.</summary>
internal static class TrainingTargets
{
    /// <returns>The records' own targets; for a model that gives its input back, that input.</returns>
    /// <exception cref="InputException">There are no records, or a label is none of the classes (PG0033).</exception>
    /// <exception cref="ArgumentException">The targets are not those of the model.</exception>
    public static Targets Of(ModelInspection inspection, RecordBatch records)
    {
        if (records.Count == 0)
        {
            throw Refusal.Of(DiagnosticIds.NoRecords, inspection.File.Path, "A shadow model was to be trained on no records. Give the audit more records.");
        }

        return (inspection.Task, records.Targets) switch
        {
            (ModelTask.Classification, ClassTargets classes) => WithinClasses(inspection, classes),
            (ModelTask.Reconstruction, _) => Inputs(inspection, records),
            (var task, ValueTargets values) when values.Task == task && values.Width == inspection.Classes.Count => values,
            _ => throw new ArgumentException("The targets of the records are not of the task of the model.", nameof(records)),
        };
    }

    private static ClassTargets WithinClasses(ModelInspection inspection, ClassTargets targets)
    {
        var classes = inspection.Classes.Count;
        var place = Array.FindIndex(targets.Classes, label => (uint)label >= (uint)classes);
        return place < 0
            ? targets
            : throw Refusal.Of(DiagnosticIds.LabelOutsideClasses, inspection.File.Path, FormattableString.Invariant($"Label {targets.Classes[place]} is none of the model's {classes} classes. Map the labels to the model's classes."));
    }

    private static ValueTargets Inputs(ModelInspection inspection, RecordBatch records)
    {
        var block = FeatureBlocks.Of(inspection.File.Path, records, inspection.Inputs[0]);
        var values = block.Values as float[] ?? Array.ConvertAll((double[])block.Values, static value => (float)value);
        return new ValueTargets(ModelTask.Reconstruction, block.Width, values);
    }
}
