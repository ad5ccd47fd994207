using PrivacyGate.LabelOnly.Augmentation;
using PrivacyGate.LabelOnly.Boundary;
using PrivacyGate.LabelOnly.LocalShadows;
using PrivacyGate.LabelOnly.Noise;
using PrivacyGate.LabelOnly.Queries;

namespace PrivacyGate.LabelOnly;

/// <summary>Asks a target for labels, and for nothing else, before the audit: what comes back is scores for every kind of question.</summary>
public static class LabelOnlyCollector
{
    private static readonly string[] SharedKinds = [NoiseQuestions.AttackId, AugmentQuestions.AttackId, BoundaryQuestions.AttackId];

    /// <summary>Asks for the attacks named.</summary>
    /// <param name="request">Whom, about what, and how much.</param>
    /// <param name="progress">Told at each milestone, or null.</param>
    /// <param name="timeUp">Signalled when the time is up: what was asked until then stands.</param>
    /// <param name="cancellation">Stops within a batch.</param>
    /// <returns>The same for the same records, options and target, whatever the degree of parallelism, unless <paramref name="timeUp"/> was signalled.</returns>
    /// <exception cref="InputException">The model refused records (PG0027), or a trainer failed.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was signalled before <paramref name="timeUp"/>, or before the first answer.</exception>
    public static LabelOnlyEvidence Collect(
        LabelOnlyRequest request,
        IProgress<LabelOnlyProgress>? progress = null,
        CancellationToken timeUp = default,
        CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(request.Options.QueriesPerRecord, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(request.Options.DegreeOfParallelism, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(request.Options.LocalShadowRecords, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(request.Options.PictureShift);
        ArgumentOutOfRangeException.ThrowIfNegative(request.Options.PictureTurns);
        var oracle = new LabelOracle(request.Target, cancellation);
        var predicted = oracle.Ask(request.Records);
        var questions = new LabelQuestions(request.Records, predicted, request.Space, oracle, request.Options, progress, timeUp, cancellation, AskedOf(request))
        {
            Gradients = request.Gradients,
            GradientsRefused = request.GradientsRefused,
        };
        (string Attack, Func<LabelAnswers?> Ask)[] kinds =
        [
            .. SharedKinds.Select(attack => (attack, (Func<LabelAnswers?>)(() => LabelKinds.Find(attack)!(questions)))),
            (TransferQuestions.AttackId, () => TransferQuestions.Ask(questions, request, oracle, cancellation) is { } curve ? new LabelAnswers(curve, null) : null),
        ];
        var answers = Answers(kinds.Where(kind => request.Attacks.Contains(kind.Attack)).Select(static kind => kind.Ask), timeUp);
        var curves = Array.ConvertAll(answers, static own => own.Curve);
        var shadows = new LocalShadowQuestions(request, curves, progress, timeUp, cancellation);
        var ofShadows = shadows.Ask();
        return new LabelOnlyEvidence(curves)
        {
            Shortened = request.Shortened,
            Notes = [.. NotesOf(request), .. shadows.Refused is { } refused ? [refused] : Array.Empty<Diagnostic>()],
            Votes = answers.FirstOrDefault(static own => own.Votes is not null)?.Votes,
            LocalShadows = ofShadows,
            LocalShadowsCutOff = shadows.CutOff,
        };
    }

    private static bool[]? AskedOf(LabelOnlyRequest request)
    {
        if (request.Shortened is not { } some)
        {
            return null;
        }

        var asked = new bool[request.Records.Count];
        Array.ForEach(some.Records, record => asked[record] = true);
        return asked;
    }

    /// <summary>Asks one kind after the other. A model that still answers when its time is up is ended by a cancellation: what was asked before stands.</summary>
    private static LabelAnswers[] Answers(IEnumerable<Func<LabelAnswers?>> kinds, CancellationToken timeUp)
    {
        var answers = new List<LabelAnswers>();
        try
        {
            foreach (var ask in kinds)
            {
                if (ask() is { } own)
                {
                    answers.Add(own);
                }
            }
        }
        catch (OperationCanceledException) when (timeUp.IsCancellationRequested)
        {
            // A user's cancellation after the time was up ends the audit that follows.
        }

        return [.. answers];
    }

    private static IEnumerable<Diagnostic> NotesOf(LabelOnlyRequest request)
    {
        if (request.GradientsRefused is { } why && request.Attacks.Contains(BoundaryQuestions.AttackId))
        {
            yield return Diagnostic.Note(
                DiagnosticIds.GradientsUnavailable,
                $"{BoundaryQuestions.AttackId} asked for labels alone though the spec says white-box, because {why}; its figures are those of a black-box attacker");
        }
    }
}
