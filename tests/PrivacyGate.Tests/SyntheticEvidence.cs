using PrivacyGate.Attacks;
using PrivacyGate.Models;
using PrivacyGate.Samples;
using PrivacyGate.Shadows;
using PrivacyGate.Signals;
using PrivacyGate.Tests.Doubles;

namespace PrivacyGate.Tests;

/// <summary>Shadows of a <see cref="Synthetic"/> audit: each answers as the target does of records it has never seen, and is surer of those it was trained on by the same leak.</summary>
internal static class SyntheticEvidence
{
    private const int Shadows = 8;
    private const int MostPosteriors = 200;

    public static AuditSample AddTo(AuditSample sample, IReadOnlyDictionary<UInt128, Synthetic.Answer> answers, double leak)
    {
        var input = sample.Input;
        var records = input.Records!;
        var pool = ShadowPool.Create(ShadowSources.Auditor, records, null, sample.EqualKeys);
        var schedule = ShadowSchedule.For(pool, Shadows, records.Count / 2, seed: 1);
        ShadowAnswers[] shadows = [.. schedule.Shadows.Select(plan => Answer(plan, records, answers, input.Signals.ClassCount, leak))];
        var summary = new ShadowSummary(
            Shadows, Shadows, TrainerKinds.Network, "synthetic", ShadowSources.Auditor, records.Count / 2, records.Count / 2, Shadows,
            shadows.Average(shadow => shadow.MeanMemberLoss), null, 1, 0);
        return sample with
        {
            Input = input with
            {
                Shadows = input.Signals.Confidence is null ? null : new ShadowEvidence(shadows, summary),
                Networks = new LinearFitter(),
                LabelOnly = Labels(records, answers),
            },
        };
    }

    /// <summary>Labels that withstand more where the target is surer: two points for every attack that asks for labels.</summary>
    private static LabelOnlyEvidence Labels(RecordBatch records, IReadOnlyDictionary<UInt128, Synthetic.Answer> answers)
    {
        double[] margins = [.. records.Keys.Select(key => answers[key]).Select(static answer =>
            Math.Max(0, answer.Logits[answer.Label] - answer.Logits.Where((_, j) => j != answer.Label).Max()))];
        QueryPoint[] points = [new(1, Array.ConvertAll(margins, static margin => margin > 0 ? 1.0 : 0)), new(10, margins)];
        return new LabelOnlyEvidence([.. AttackCatalog.All
            .Where(static attack => attack.Needs.HasFlag(AttackNeeds.Labels))
            .Select(attack => new QueryCurve(attack.Id, points, QueryEnd.BudgetSpent, "synthetic"))]);
    }

    private static ShadowAnswers Answer(
        ShadowPlan plan, RecordBatch records, IReadOnlyDictionary<UInt128, Synthetic.Answer> answers, int classes, double leak)
    {
        var trained = new bool[records.Count];
        foreach (var row in plan.AuditedRows)
        {
            trained[row] = true;
        }

        double[] logits = [.. Enumerable.Range(0, records.Count).SelectMany(row => Logits(answers[records.Keys[row]], plan.Index, trained[row] ? leak : 0))];
        var predictions = new Predictions(ScoreKind.Logits, Math.Max(classes, 2), logits, new int[records.Count], null);
        var confidence = SignalCalculator.Calculate(predictions, records.Labels).Confidence!;
        return new ShadowAnswers(
            Array.ConvertAll(confidence, phi => (float)phi),
            trained,
            confidence.Where((_, row) => trained[row]).Average(SignalCalculator.Loss),
            confidence.Where((_, row) => !trained[row]).Average(SignalCalculator.Loss),
            Some(new PosteriorSample(predictions.ClassCount, SignalCalculator.Posteriors(predictions)!, records.Labels, trained)),
            new TrainingSummary(1, 0, null, true));
    }

    /// <summary>The first rows of the content order: enough to learn from in no time.</summary>
    private static PosteriorSample Some(PosteriorSample sample)
    {
        var rows = Math.Min(sample.Labels.Length, MostPosteriors);
        return new PosteriorSample(sample.ClassCount, sample.Probabilities[..(rows * sample.ClassCount)], sample.Labels[..rows], sample.Trained![..rows]);
    }

    /// <summary>Noise by record and shadow, so that neither order nor side decides it.</summary>
    private static double[] Logits(Synthetic.Answer answer, int shadow, double leak)
    {
        var random = new Random(((int)(uint)answer.Key * 31) ^ shadow);
        return [.. answer.Logits.Select((_, j) => Synthetic.Normal(random) + (j == answer.Label ? 1 + leak : 0))];
    }
}
