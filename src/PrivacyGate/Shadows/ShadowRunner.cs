using PrivacyGate.Models;

namespace PrivacyGate.Shadows;

/// <summary>Trains the shadows of a schedule side by side and asks each about the audited records.</summary>
public static class ShadowRunner
{
    /// <summary>Runs the schedule.</summary>
    /// <param name="input">The audit; its records are those of the pool.</param>
    /// <param name="pool">The records shadows may be trained on.</param>
    /// <param name="schedule">Drawn from this pool.</param>
    /// <param name="trainer">Trains one shadow a call, several calls side by side.</param>
    /// <param name="options">How.</param>
    /// <param name="store">Where finished shadows are kept and looked up, or null.</param>
    /// <param name="progress">Told after each shadow, from any thread; or null.</param>
    /// <param name="stop">Stops cleanly: shadows in training are given up, finished ones count.</param>
    /// <param name="cancellation">Stops with an exception.</param>
    /// <returns>
    /// The same for any number of workers, unless <paramref name="stop"/> was signalled. Null when so few shadows were
    /// finished that some record is not IN of two and OUT of two (OUT of two, when trained on other records).
    /// </returns>
    /// <exception cref="InputException">A shadow could not be trained or asked.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was signalled.</exception>
    public static ShadowEvidence? Run(
        AuditInput input,
        ShadowPool pool,
        ShadowSchedule schedule,
        ITrainer trainer,
        ShadowOptions options,
        IShadowStore? store = null,
        IProgress<ShadowProgress>? progress = null,
        CancellationToken stop = default,
        CancellationToken cancellation = default)
    {
        if (!ReferenceEquals(input.Records, pool.Audited))
        {
            throw new ArgumentException("the pool was not made of the records of this audit", nameof(pool));
        }

        var classes = input.Signals.ClassCount;
        var training = new ShadowTraining(pool, classes, trainer, options);
        var answers = new ShadowWorkers(schedule.Shadows, Finished, progress).Run(options.Workers, stop, cancellation);
        return Evidence(pool, schedule, answers, trainer.Description, options) is { } evidence
            ? evidence with { Target = OnTheirScale(trainer.Description.Temperature, pool.Audited, classes, options, cancellation) }
            : null;

        ShadowAnswers Finished(ShadowPlan plan, CancellationToken token)
        {
            var key = ShadowKey.Of(pool, plan, classes, trainer.Description, options);
            if (store?.TryLoad(key) is { } kept)
            {
                return kept;
            }

            var own = training.Run(plan, token);
            store?.Save(key, own);
            return own;
        }
    }

    private static ShadowEvidence? Evidence(
        ShadowPool pool,
        ShadowSchedule schedule,
        ShadowAnswers?[] answers,
        TrainerDescription trainer,
        ShadowOptions options)
    {
        ShadowPlan[] plans = [.. schedule.Shadows.Where((_, place) => answers[place] is not null)];
        ShadowAnswers[] done = [.. answers.OfType<ShadowAnswers>()];
        if (!EnoughForEach(done, pool))
        {
            return null;
        }

        return new ShadowEvidence(done, new ShadowSummary(
            done.Length,
            schedule.Shadows.Count,
            trainer.Kind,
            trainer.Text,
            pool.Source,
            (int)Math.Round(plans.Average(static plan => (double)plan.Count)),
            schedule.TargetRecords,
            done.Count(static shadow => shadow.Training.Matched),
            done.Average(static shadow => shadow.MeanMemberLoss),
            done[0].Training.WantedLoss ?? options.TargetMemberLoss,
            done.Average(static shadow => shadow.Training.Epochs),
            pool.Removed));
    }

    private static TargetAnswers? OnTheirScale(double temperature, RecordBatch audited, int classes, ShadowOptions options, CancellationToken cancellation)
    {
        if (temperature == 1)
        {
            return null;
        }

        var target = options.Target ?? throw new ArgumentException("the trainer's models answer on another scale than the target, which is not given", nameof(options));
        return ShadowQuestions.AskTarget(target, audited, classes, temperature, options.WantPosteriors, cancellation);
    }

    private static bool EnoughForEach(ShadowAnswers[] done, ShadowPool pool)
    {
        var least = pool.TrainsOnAudited ? 2 : 0;
        return done.Length >= 2 && Enumerable.Range(0, pool.Audited.Count).All(record =>
        {
            var times = done.Count(shadow => shadow.Trained[record]);
            return times >= least && done.Length - times >= 2;
        });
    }
}
