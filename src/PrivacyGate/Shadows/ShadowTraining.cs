using PrivacyGate.Models;
using PrivacyGate.Signals;

namespace PrivacyGate.Shadows;

/// <summary>Trains one shadow, asks it and lets it go.</summary>
/// <param name="pool">The records.</param>
/// <param name="classes">Classes of the target.</param>
/// <param name="trainer">Trains it.</param>
/// <param name="options">What to keep.</param>
internal sealed class ShadowTraining(ShadowPool pool, int classes, ITrainer trainer, ShadowOptions options)
{
    public ShadowAnswers Run(ShadowPlan plan, CancellationToken cancellation)
    {
        using var shadow = trainer.Train(pool.TrainingRecords(plan), plan.Seed, cancellation);
        try
        {
            return Ask(shadow, plan, cancellation);
        }
        catch (InputException error) when (error.Diagnostic.Id is DiagnosticIds.ModelFailed or DiagnosticIds.LabelOutsideClasses or DiagnosticIds.ShadowModelMisfit)
        {
            throw new InputException(Diagnostic.Error(
                error.Diagnostic.Id,
                FormattableString.Invariant($"shadow model {plan.Index + 1} failed: {error.Diagnostic.Message}")));
        }
    }

    private ShadowAnswers Ask(TrainedModel shadow, ShadowPlan plan, CancellationToken cancellation)
    {
        var trained = Flags(pool.Audited.Count, plan.AuditedRows);
        var fromAudited = options.WantPosteriors && pool.TrainsOnAudited;
        var keep = fromAudited ? PosteriorRows.Balanced(pool.Audited.Keys, trained, options.MostPosteriors) : null;
        (var signal, var posteriors) = ShadowQuestions.Ask(shadow.Classifier, pool.Audited, classes, keep, cancellation);
        var losses = new LossMeans();
        if (pool.TrainsOnAudited)
        {
            losses.Add(pool.Audited, signal, trained);
        }

        var sample = keep is null ? null : Sample(posteriors, pool.Audited, keep, trained);
        if (pool.Others is { } others && (!pool.TrainsOnAudited || plan.OtherRows.Length > 0))
        {
            var ofOthers = AskOthers(shadow, others, plan, losses, cancellation);
            sample ??= ofOthers;
        }

        return new ShadowAnswers(signal.ToSingle(), trained, losses.In, losses.Out, sample, shadow.Summary);
    }

    /// <summary>Where shadows fill up with others those trained on alone are asked; where they live on others all are.</summary>
    private PosteriorSample? AskOthers(TrainedModel shadow, RecordBatch others, ShadowPlan plan, LossMeans losses, CancellationToken cancellation)
    {
        var asked = pool.TrainsOnAudited ? others.Pick(plan.OtherRows) : others;
        var trained = pool.TrainsOnAudited ? [.. Enumerable.Repeat(true, asked.Count)] : Flags(others.Count, plan.OtherRows);
        var keep = options.WantPosteriors && !pool.TrainsOnAudited ? PosteriorRows.Balanced(asked.Keys, trained, options.MostPosteriors) : null;
        (var signal, var posteriors) = ShadowQuestions.Ask(shadow.Classifier, asked, classes, keep, cancellation);
        losses.Add(asked, signal, trained);
        return keep is null ? null : Sample(posteriors, asked, keep, trained);
    }

    private PosteriorSample Sample(List<float> posteriors, RecordBatch records, bool[] keep, bool[] trained)
    {
        int[] rows = [.. Enumerable.Range(0, keep.Length).Where(row => keep[row])];
        return new PosteriorSample(
            classes,
            [.. posteriors],
            Array.ConvertAll(rows, row => records.Labels[row]),
            Array.ConvertAll(rows, row => trained[row]));
    }

    private static bool[] Flags(int count, int[] rows)
    {
        var flags = new bool[count];
        foreach (var row in rows)
        {
            flags[row] = true;
        }

        return flags;
    }

    /// <summary>Mean losses of records trained on and not.</summary>
    private sealed class LossMeans
    {
        private readonly double[] sums = new double[2];
        private readonly int[] counts = new int[2];

        public double In => Mean(1);

        public double Out => Mean(0);

        public void Add(RecordBatch records, AnswerSignal signal, bool[] trained)
        {
            if (signal.Task == ModelTask.Classification)
            {
                AddEach(signal.ToSingle(), trained);
                return;
            }

            for (var side = 0; side < 2; side++)
            {
                var flags = Array.ConvertAll(trained, own => own == (side == 1));
                var count = flags.Count(static flag => flag);
                sums[side] += count * (TaskLoss.Mean(records, signal, flags) ?? 0);
                counts[side] += count;
            }
        }

        private void AddEach(float[] confidence, bool[] trained)
        {
            for (var i = 0; i < confidence.Length; i++)
            {
                var side = trained[i] ? 1 : 0;
                sums[side] += SignalCalculator.Loss(confidence[i]);
                counts[side]++;
            }
        }

        private double Mean(int side) => counts[side] == 0 ? 0 : sums[side] / counts[side];
    }
}
