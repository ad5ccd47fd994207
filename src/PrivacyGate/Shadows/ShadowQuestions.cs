using PrivacyGate.Models;
using PrivacyGate.Signals;

namespace PrivacyGate.Shadows;

/// <summary>Asks a model about records.</summary>
internal static class ShadowQuestions
{
    /// <summary>What the model says of every record.</summary>
    /// <param name="model">A shadow.</param>
    /// <param name="records">The records.</param>
    /// <param name="classes">Classes of the target.</param>
    /// <param name="keep">The records whose posteriors are wanted, or null for none.</param>
    /// <param name="cancellation">Stops between two batches.</param>
    /// <returns>Signals of each record; the posteriors of the wanted ones, in the order of the records.</returns>
    public static (AnswerSignal Signal, List<float> Posteriors) Ask(
        IClassifier model,
        RecordBatch records,
        int classes,
        bool[]? keep,
        CancellationToken cancellation)
    {
        return Ask(model, records, classes, 1, keep, cancellation);
    }

    /// <summary>What the target says of every record, its logits divided by a temperature.</summary>
    public static TargetAnswers AskTarget(IClassifier target, RecordBatch records, int classes, double temperature, bool wantPosteriors, CancellationToken cancellation)
    {
        bool[]? keep = wantPosteriors ? [.. Enumerable.Repeat(true, records.Count)] : null;
        (var signal, var posteriors) = Ask(target, records, classes, temperature, keep, cancellation);
        return new TargetAnswers(signal.Values, keep is null ? null : new PosteriorSample(classes, [.. posteriors], records.Labels, null));
    }

    private static (AnswerSignal Signal, List<float> Posteriors) Ask(
        IClassifier model, RecordBatch records, int classes, double temperature, bool[]? keep, CancellationToken cancellation)
    {
        AnswerSignal? signal = null;
        var posteriors = new List<float>();
        var size = Math.Max(1, model.PreferredBatchSize);
        for (var start = 0; start < records.Count; start += size)
        {
            cancellation.ThrowIfCancellationRequested();
            var count = Math.Min(size, records.Count - start);
            var batch = records.Pick([.. Enumerable.Range(start, count)]);
            var predictions = Temperature.Apply(model.Predict(batch, cancellation), temperature);
            var own = RequireScores(SignalCalculator.Calculate(predictions, batch), classes);
            signal ??= own with { Values = new double[ArrayLength.Of(records.Count, own.Width)] };
            own.Values.CopyTo(signal.Values, start * own.Width);

            if (keep is not null)
            {
                Append(posteriors, SignalCalculator.Posteriors(predictions)!, keep.AsSpan(start, count), classes);
            }
        }

        return (ValueSignals.Whole(signal!, records.Targets), posteriors);
    }

    private static void Append(List<float> kept, float[] posteriors, ReadOnlySpan<bool> keep, int classes)
    {
        for (var i = 0; i < keep.Length; i++)
        {
            if (keep[i])
            {
                kept.AddRange(posteriors.AsSpan(i * classes, classes));
            }
        }
    }

    private static AnswerSignal RequireScores(SignalTable signals, int classes)
    {
        if (signals.NoClass is { } values)
        {
            return values;
        }

        if (signals.Answer is not { } answer)
        {
            throw new InputException(Diagnostic.Error(
                DiagnosticIds.ShadowModelMisfit,
                "it answers a bare label, and a shadow must tell a probability or logit for each class; let the trainer write such a model"));
        }

        return signals.ClassCount == classes ? answer : throw new InputException(Diagnostic.Error(
            DiagnosticIds.ShadowModelMisfit,
            FormattableString.Invariant($"it knows {signals.ClassCount} classes and the target {classes}; let the trainer keep the target's classes, also those without a record")));
    }
}
