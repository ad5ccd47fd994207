using PrivacyGate.LabelOnly.Queries;
using PrivacyGate.Models;
using PrivacyGate.Signals;

namespace PrivacyGate.LabelOnly;

/// <summary>
/// Trains models of the target's kind on the labels the target gives to other records (Li and Zhang 2021). They tell how
/// hard a record is for a model that never saw it: the harder, the more it says that the target gets it right.
/// </summary>
/// <remarks>
/// Without reference records the audited ones stand in, cut in two by a hash of their subject or content: models of one
/// half score the other, so that no record is scored by a model it was trained into and no side decides anything.
/// </remarks>
internal static class TransferQuestions
{
    public const string AttackId = "label-transfer";
    private const ulong Purpose = 0x7472616E73666572;

    /// <summary>Models a record is scored by.</summary>
    private const int Repeats = 2;

    /// <summary>Null when there is nothing to train with, or the time was up before the last model.</summary>
    public static QueryCurve? Ask(LabelQuestions questions, LabelOnlyRequest request, LabelOracle oracle, CancellationToken cancellation)
    {
        if (request.Trainer is not { } trainer || questions.IsTimeUp)
        {
            return null;
        }

        var reference = Reference(request);
        Job[] jobs;
        double[][] confidences;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(questions.TimeUp, cancellation);
        try
        {
            var labelled = reference is null ? null : reference with { Labels = oracle.Ask(reference) };
            jobs = [.. Enumerable.Range(0, Repeats).SelectMany(repeat => labelled is null
                ? Halves(questions, repeat)
                : [new Job(labelled, [.. Enumerable.Range(0, questions.Cells.Count)], Seed(questions, 2 * repeat))])];
            confidences = new double[jobs.Length][];
            questions.ForEach(jobs.Length, i => confidences[i] = Confidence(trainer, jobs[i], questions.Records, stop.Token));
        }
        catch (OperationCanceledException) when (questions.IsTimeUp)
        {
            return null;
        }

        var mean = new double[questions.Cells.Count];
        for (var i = 0; i < jobs.Length; i++)
        {
            for (var k = 0; k < jobs[i].Scored.Length; k++)
            {
                mean[jobs[i].Scored[k]] += confidences[i][k] / Repeats;
            }
        }

        var source = reference is null ? "the other half of the audited records" : "reference records";
        return new QueryCurve(
            AttackId, [new QueryPoint(1, questions.Spread(i => SignalCalculator.Loss(mean[questions.Right[i]])))], QueryEnd.BudgetSpent,
            $"where the target is right, the loss of models trained on its labels for {source}; else 0");
    }

    /// <summary>Reference records that are not audited themselves; null when there are none.</summary>
    private static RecordBatch? Reference(LabelOnlyRequest request)
    {
        if (request.Reference is not { } reference)
        {
            return null;
        }

        HashSet<UInt128> audited = [.. request.Records.Keys];
        int[] kept = [.. Enumerable.Range(0, reference.Count).Where(row => !audited.Contains(reference.Keys[row])).OrderBy(row => reference.Keys[row])];
        return kept.Length == 0 ? null : (reference with { Subjects = null, Slices = [] }).Pick(kept);
    }

    private static IEnumerable<Job> Halves(LabelQuestions questions, int repeat)
    {
        var records = questions.Records with { Labels = questions.Predicted, Slices = [] };
        var units = questions.Records.Subjects ?? questions.Records.Keys;
        var second = Array.ConvertAll(units, unit => (CountedDraw.For(Purpose, (ulong)repeat, (ulong)unit ^ (ulong)(unit >> 64)).Bits() & 1) == 1);
        for (var half = 0; half < 2; half++)
        {
            int[] own = [.. Enumerable.Range(0, second.Length).Where(row => second[row] == (half == 1))];
            int[] other = [.. Enumerable.Range(0, second.Length).Where(row => second[row] != (half == 1))];
            if (own.Length > 0 && other.Length > 0)
            {
                yield return new Job(records.Pick(own), other, Seed(questions, (2 * repeat) + half));
            }
        }
    }

    private static ulong Seed(LabelQuestions questions, int number) => CountedDraw.For(questions.Options.Seed, Purpose, (ulong)number).Bits();

    private static double[] Confidence(ITrainer trainer, Job job, RecordBatch records, CancellationToken cancellation)
    {
        using var shadow = trainer.Train(job.Records, job.Seed, cancellation);
        var asked = records.Pick(job.Scored);
        return SignalCalculator.Calculate(shadow.Classifier.Predict(asked, cancellation), asked.Labels).Confidence
            ?? throw new InputException(Diagnostic.Error(
                DiagnosticIds.ModelFailed, "a model trained for label-transfer answers a bare label, and it must tell a probability or logit for each class; let the trainer write such a model"));
    }

    private sealed record Job(RecordBatch Records, int[] Scored, ulong Seed);
}
