using PrivacyGate.Attacks;
using PrivacyGate.Auditing.Knowledge;
using PrivacyGate.IO.Spec;
using PrivacyGate.Onnx.Training.Recipes;
using PrivacyGate.Run.Reading;
using PrivacyGate.Run.Training;
using PrivacyGate.Samples;

namespace PrivacyGate.Run.Evidence;

/// <summary>
/// Asks the model that a fine-tuned one started from about the audited records, where it answers the same question. If it knows the
/// members better, every shadow knows them too, and the attacks that compare shadows see nothing: an audit that cannot pass, and
/// none at all where the difference is plain.
/// </summary>
internal sealed class BaseAnswers : IEvidenceSource
{
    /// <summary>Records looked at: enough to see a difference that weakens an attack.</summary>
    private const int MostRecords = 4_000;

    /// <summary>An error of this kind refuses a clean base.</summary>
    private const double Error = 0.001;

    /// <summary>Share of pairs won less share lost, from which on the base was not merely met by an unlucky split.</summary>
    private const double PlainEffect = 0.1;

    public AttackNeeds Serves => AttackNeeds.Shadows;

    public GatheredEvidence AddTo(GatheredEvidence before, EvidenceRequest request)
    {
        var shadows = request.Spec.Shadows;
        if (shadows is not { Base: { } file, Command: null, Models: null } || before.Sample.Input.Records is not { } records || !ShadowModels.AreWanted(request, before.Sample))
        {
            return before;
        }

        var rows = RecordBatch.Spread(records.Count, MostRecords);
        var losses = request.Time.InTime(token => Losses(request, file, records.Pick(rows), token), out var told) ? told : null;
        return losses is null || MemberLead.Of(losses, [.. rows.Select(row => before.Sample.Truth.IsMember[row])], Error) is not { } effect ? before
            : effect < PlainEffect ? before with { Doubts = [.. before.Doubts, Told(Severity.Warning, file, effect)] }
            : throw new InputException(Told(Severity.Error, file, effect));
    }

    /// <summary>The loss of each record in the base's answers; null where it answers something else.</summary>
    private static double[]? Losses(EvidenceRequest request, SpecFile file, RecordBatch records, CancellationToken cancellation)
    {
        try
        {
            using var model = BaseModel.Read(file, Overrides.LimitsOf(request.Spec), request.Options.Formats).Inspect(Overrides.Of(request.Spec), cancellation).Open(cancellation);
            return model.Classes.Count == request.Target.Classifier.Classes.Count && model.ScoreKind != ScoreKind.LabelOnly && records.Targets.Task != ModelTask.Ranking
                ? RecordLoss.Of(model.Predict(records, cancellation), records.Targets)
                : null;
        }
        catch (InputException)
        {
            // A base that gives features, or has a head for other classes, answers nothing that members could be known by.
            return null;
        }
    }

    private static Diagnostic Told(Severity severity, SpecFile file, double effect) => new(
        DiagnosticIds.BaseKnowsMembers,
        severity,
        FormattableString.Invariant($"shadows.base ({MessageText.Plain(file.Path)}) answers members better than non-members: of a member and a non-member, the member's loss is the smaller one in {(1 + effect) / 2:0%} of cases. Shadow models that start from it know the members too, so a leak would stay unseen; name a base that was not trained on these records, or, if it was not, draw both sides from one shuffled source"),
        severity == Severity.Error ? file.Location : null); // A kept audit outlives the lines of its spec.
}
