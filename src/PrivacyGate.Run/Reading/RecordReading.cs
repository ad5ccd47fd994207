using PrivacyGate.Formats;
using PrivacyGate.IO.Readers;
using PrivacyGate.IO.Spec;
using PrivacyGate.Models;
using PrivacyGate.Samples;
using PrivacyGate.Signals;

namespace PrivacyGate.Run.Reading;

/// <summary>A model's data files, opened and matched with its inputs.</summary>
internal sealed class RecordReading
{
    private readonly RecordReader members;
    private readonly RecordReader nonMembers;
    private readonly RecordReader? reference;
    private readonly LabelMap labels;
    private readonly ITargetModel model;
    private readonly IClassifier classifier;

    /// <param name="spec">Names the files.</param>
    /// <param name="model">The model.</param>
    /// <param name="classifier">The same, opened.</param>
    public RecordReading(ModelSpec spec, ITargetModel model, IClassifier classifier)
    {
        (this.model, this.classifier) = (model, classifier);
        (members, nonMembers) = (RecordReader.Open(spec.Members), RecordReader.Open(spec.NonMembers));
        reference = spec.Reference is null ? null : RecordReader.Open(spec.Reference);
        Plan = FeaturePlan.Match(classifier.Inputs, [members, nonMembers, .. reference is null ? Array.Empty<RecordReader>() : [reference]], RecordKeys.Of(spec) with { UnusedInputs = [.. model.UnusedInputs] });
        labels = LabelMap.Create(classifier.Classes, spec.Classes);
        ClassNames = spec.Classes?.Value ?? classifier.Classes.Names;
    }

    public FeaturePlan Plan { get; }

    /// <summary>The columns of <see cref="Plan"/>, as messages and reports may name them.</summary>
    public IReadOnlyList<string> ToldColumns => Plan.ToldColumns(members);

    /// <summary>All that controls look at by column, as reports may name it: features, then targets.</summary>
    public IReadOnlyList<string> ComparedColumns => [.. ToldColumns, .. Plan.Target is { } target
        ? target.Columns.Count == target.Width ? target.Columns : Enumerable.Range(1, target.Width).Select(static value => FormattableString.Invariant($"target value {value}"))
        : []];

    /// <summary>What the data call each class, or null when labels are numbers from 0.</summary>
    public IReadOnlyList<string>? ClassNames { get; }

    /// <summary>The records of a further file with the same columns.</summary>
    public IEnumerable<RecordBatch> Read(RecordSource source, CancellationToken cancellation) =>
        RecordReader.Open(source).Read(Plan, labels, classifier.PreferredBatchSize, cancellation);

    /// <summary>Asks the target about all members and non-members.</summary>
    /// <exception cref="InputException">A file cannot be read, or the model fails: for which record is said where one alone is the cause (PG0027).</exception>
    public void Ask(SignalCollector collector, bool withPosteriors, Action<string, long> progress, CancellationToken cancellation)
    {
        try
        {
            AskAll(collector, withPosteriors, progress, cancellation);
        }
        catch (InputException failure) when (failure.Diagnostic.Id == DiagnosticIds.ModelFailed)
        {
            throw FailingRecord.Find(classifier, Plan, labels, [members, nonMembers], failure, cancellation) ?? failure;
        }
    }

    private void AskAll(SignalCollector collector, bool withPosteriors, Action<string, long> progress, CancellationToken cancellation)
    {
        IEnumerable<(Side Side, RecordBatch Batch, Predictions Answers, SignalTable Signals, float[]? Posteriors)> Side(Side side, RecordReader reader) => Classification.Run(
            reader.Read(Plan, labels, classifier.PreferredBatchSize, cancellation),
            classifier,
            Math.Max(1, Environment.ProcessorCount / 2),
            (batch, predictions) => (side, batch, predictions, SignalCalculator.Calculate(predictions, batch), withPosteriors ? SignalCalculator.Posteriors(predictions) : null),
            count => progress(side == Samples.Side.Member ? "members asked" : "non-members asked", count),
            cancellation);

        var seen = new HashSet<int>();

        // Reading takes longest, and each file has one reader: both at once keep two cores busy.
        foreach (var (side, batch, answers, signals, posteriors) in Alternation.InTurn(Side(Samples.Side.Member, members), Side(Samples.Side.NonMember, nonMembers)))
        {
            collector.Add(side, batch, signals, posteriors, answers);
            if (batch.Targets is ClassTargets classes)
            {
                seen.UnionWith(classes.Classes);
            }
        }

        model.Confirm(seen);
    }

    /// <summary>All members and non-members, read again.</summary>
    public IEnumerable<(Side Side, RecordBatch Batch)> Both(CancellationToken cancellation) =>
        members.Read(Plan, labels, classifier.PreferredBatchSize, cancellation).Select(static batch => (Side.Member, batch))
            .Concat(nonMembers.Read(Plan, labels, classifier.PreferredBatchSize, cancellation).Select(static batch => (Side.NonMember, batch)));

    /// <summary>Writes some of the records of a side as they stand in their file.</summary>
    public void Copy(Side side, IReadOnlyList<bool> kept, Stream target) =>
        (side == Side.Member ? members : nonMembers).CopyRecords(Plan, labels, kept, target);

    /// <summary>The reference records, or null when the spec names none.</summary>
    public RecordBatch? Reference(CancellationToken cancellation)
    {
        RecordBatch[] batches = reference is null ? [] : [.. reference.Read(Plan, labels, classifier.PreferredBatchSize, cancellation)];
        return batches.Length == 0 ? null : RecordBatch.Join(batches);
    }
}
