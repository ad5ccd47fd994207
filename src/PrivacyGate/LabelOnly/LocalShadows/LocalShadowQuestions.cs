using PrivacyGate.Auditing.Findings;
using PrivacyGate.LabelOnly.Augmentation;
using PrivacyGate.LabelOnly.Boundary;
using PrivacyGate.LabelOnly.Noise;
using PrivacyGate.LabelOnly.Queries;
using PrivacyGate.Models;

namespace PrivacyGate.LabelOnly.LocalShadows;

/// <summary>Trains local shadows and asks them what the target was asked: the same questions, as many, of records whose membership is known. The target itself is not asked again.</summary>
internal sealed class LocalShadowQuestions(LabelOnlyRequest request, IReadOnlyList<QueryCurve> target, IProgress<LabelOnlyProgress>? progress, CancellationToken timeUp, CancellationToken cancellation)
{
    private const string Gap = "gap";

    /// <summary>Distances that gradients led to are not those that labels lead to, and shadows are asked for labels.</summary>
    private readonly QueryCurve[] curves =
        [.. target.Where(curve => LabelKinds.Find(curve.AttackId) is not null && (request.Gradients is null || curve.AttackId != BoundaryQuestions.AttackId))];

    /// <summary>Whether the time was up before the last answer.</summary>
    public bool CutOff { get; private set; }

    /// <summary>Why there are none though they were wanted, the time aside; null otherwise.</summary>
    public Diagnostic? Refused { get; private set; }

    /// <summary>Null when there is nothing to train or to ask, the time was up before the last answer, or they are optional and could not be trained or asked.</summary>
    /// <exception cref="InputException">A shadow could not be trained or refused the records, and they are not optional.</exception>
    public LocalShadowEvidence? Ask()
    {
        if (request is not { Trainer: { } trainer, LocalShadows: { } source } || curves.Length == 0)
        {
            return null;
        }

        var evidence = timeUp.IsCancellationRequested ? null : Ask(trainer, source);
        CutOff = evidence is null && timeUp.IsCancellationRequested;
        return evidence;
    }

    private LocalShadowEvidence? Ask(ITrainer trainer, LocalShadowSource source)
    {
        if (!ReferenceEquals(source.Pool.Audited, request.Records))
        {
            throw new ArgumentException("the pool was not made of the records asked about", nameof(source));
        }

        var plans = LocalShadowPlan.For(source, request.Options);
        var models = new TrainedModel?[plans.Length];
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(timeUp, cancellation);
        try
        {
            var parallel = new ParallelOptions { MaxDegreeOfParallelism = request.Options.DegreeOfParallelism, CancellationToken = cancellation };
            SideBySide.For(plans.Length, parallel, i => models[i] = trainer.Train(source.Pool.TrainingRecords(plans[i].Training), plans[i].Training.Seed, stop.Token));
            Answers?[] answers = [.. plans.Select((plan, i) => Ask(plan, models[i]!.Classifier, i))];
            return answers.Length == 0 || answers.Contains(null) ? null
                : Join([.. answers.OfType<Answers>()]) with { Unmatched = models.Count(static model => !model!.Summary.Matched) };
        }
        catch (OperationCanceledException) when (timeUp.IsCancellationRequested)
        {
            // Also where a cancellation came after: what the target told is whole, and must not be lost with the shadows.
            return null;
        }
        catch (InputException problem) when (source.Optional)
        {
            Refused = Diagnostic.Warning(
                DiagnosticIds.NotMeasurable,
                $"{MetricIds.AdvantageAtShadowThreshold} of label-only attacks cannot be measured for want of local shadow models: {problem.Diagnostic.Message}");
            return null;
        }
        finally
        {
            Array.ForEach(models, static model => model?.Dispose());
        }
    }

    private Answers? Ask(LocalShadowPlan plan, IClassifier shadow, int number)
    {
        var oracle = new LabelOracle(shadow, cancellation);
        var predicted = oracle.Ask(plan.Records);
        int[] rows = [.. Enumerable.Range(0, plan.Asked.Length).Where(row => plan.Asked[row])];
        var answers = new Answers(plan, rows)
        {
            Scores = { [Gap] = Array.ConvertAll(rows, row => predicted[row] == plan.Records.Labels[row] ? 1.0 : 0) },
        };
        IProgress<LabelOnlyProgress>? told = progress is null ? null : new Told(progress, number);
        foreach (var curve in curves)
        {
            // As much as the target was asked, neither less nor more.
            var options = request.Options with { QueriesPerRecord = (int)curve.Points[^1].QueriesPerRecord, StableRankCorrelation = 2 };
            var questions = new LabelQuestions(plan.Records, predicted, request.Space, oracle, options, told, timeUp, cancellation, plan.Asked);
            var own = LabelKinds.Find(curve.AttackId)!(questions);
            if (own.Curve.Ended == QueryEnd.TimeUp)
            {
                return null;
            }

            var scores = own.Curve.Points[^1].Scores;
            answers.Scores[curve.AttackId] = Array.ConvertAll(rows, row => scores[row]);
            answers.Votes = own.Votes?.Pick(rows) ?? answers.Votes;
        }

        return answers;
    }

    private LocalShadowEvidence Join(Answers[] answers)
    {
        var units = new Dictionary<(int, bool, UInt128), int>();
        var unitOf = new List<int>();
        for (var shadow = 0; shadow < answers.Length; shadow++)
        {
            var plan = answers[shadow].Plan;
            var names = plan.Records.Subjects ?? plan.Records.Keys;
            foreach (var row in answers[shadow].Rows)
            {
                var unit = (shadow, plan.Trained[row], names[row]);
                units.TryAdd(unit, units.Count);
                unitOf.Add(units[unit]);
            }
        }

        return new LocalShadowEvidence(
            answers.Length,
            [.. unitOf],
            [.. answers.SelectMany(static own => own.Rows.Select(row => own.Plan.Trained[row]))],
            curves.Select(static curve => curve.AttackId).Prepend(Gap).ToDictionary(
                static id => id,
                id => answers.SelectMany(own => own.Scores[id]).ToArray()))
        {
            Shadow = [.. answers.SelectMany(static (own, shadow) => Enumerable.Repeat(shadow, own.Rows.Length))],
            Votes = Array.TrueForAll(answers, static own => own.Votes is not null) ? VoteVectors.Join([.. answers.Select(static own => own.Votes!)]) : null,
        };
    }

    private sealed record Answers(LocalShadowPlan Plan, int[] Rows)
    {
        public Dictionary<string, double[]> Scores { get; } = [];

        public VoteVectors? Votes { get; set; }
    }

    private sealed class Told(IProgress<LabelOnlyProgress> progress, int number) : IProgress<LabelOnlyProgress>
    {
        public void Report(LabelOnlyProgress value) =>
            progress.Report(value with { AttackId = FormattableString.Invariant($"{value.AttackId} of local shadow {number + 1} of {LocalShadowPlan.Shadows}") });
    }
}

/// <summary>The kinds of question that are asked of the target and of local shadows alike.</summary>
internal static class LabelKinds
{
    public static Func<LabelQuestions, LabelAnswers>? Find(string attack) => attack switch
    {
        NoiseQuestions.AttackId => static questions => new LabelAnswers(NoiseQuestions.Ask(questions), null),
        AugmentQuestions.AttackId => AugmentQuestions.Ask,
        BoundaryQuestions.AttackId => static questions => new LabelAnswers(BoundaryQuestions.Ask(questions), null),
        _ => null,
    };
}
