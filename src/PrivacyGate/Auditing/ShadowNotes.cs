using PrivacyGate.Attacks;
using PrivacyGate.Models;
using PrivacyGate.Shadows;

namespace PrivacyGate.Auditing;

/// <summary>What a reader must know of the shadow models behind the figures.</summary>
internal static class ShadowNotes
{
    // Within these, shadows fit about as much as the target (measured on Location-30).
    private const double SmallestRatio = 0.8;
    private const double LargestRatio = 1.25;

    public static IEnumerable<Diagnostic> Of(ShadowSummary? shadows)
    {
        if (shadows is null)
        {
            yield break;
        }

        if (!shadows.AllMatched)
        {
            yield return Unmatched(shadows);
        }

        double ratio = (double)shadows.Records / shadows.TargetRecords;
        if (ratio is < SmallestRatio or > LargestRatio)
        {
            yield return Diagnostic.Warning(
                DiagnosticIds.ShadowSizeDiffers,
                FormattableString.Invariant($"shadow models train on {shadows.Records} records and the model trained on {shadows.TargetRecords}, a ratio of {ratio:0.00}; give {(ratio < 1 ? "reference records" : "the number of records the model was trained on in shadows.training.records")}"));
        }

        if (shadows.Kind == TrainerKinds.Surrogate)
        {
            yield return Diagnostic.Note(
                DiagnosticIds.SurrogateShadows, $"shadow models stand in for the model: {shadows.Trainer}; name your own trainer in shadows.command");
        }

        if (shadows.Removed > 0)
        {
            yield return Diagnostic.Note(
                DiagnosticIds.ReferenceRecordsRemoved,
                FormattableString.Invariant($"{shadows.Removed} reference records are equal to members or non-members and were left out; remove them from the reference file"));
        }
    }

    /// <summary>
    /// What rests on shadows that fit less than the target may miss what is there, so alone it proves no absence. Shadows
    /// that were hardly trained prove none beside other attacks either: the model's scores are scaled, or its training
    /// was noisy, and the strongest attacks were blind.
    /// </summary>
    public static IEnumerable<Diagnostic> Reservations(ShadowSummary? shadows, IReadOnlyList<IAttack> attacks) =>
        shadows is { AllMatched: false } && (AreHardlyTrained(shadows) || attacks.All(static attack => attack.Needs.HasFlag(Evidence.Shadows))) ? [Unmatched(shadows)] : [];

    private static bool AreHardlyTrained(ShadowSummary shadows) => shadows is { Kind: TrainerKinds.Network, MeanEpochs: < 1 };

    private static Diagnostic Unmatched(ShadowSummary shadows) => Diagnostic.Warning(
        DiagnosticIds.ShadowsUnmatched,
        AreHardlyTrained(shadows) ? FormattableString.Invariant($"{shadows.Count - shadows.Matched} of {shadows.Count} shadow models reached the model's loss on its members, {shadows.TargetMemberLoss:0.####}, in less than one epoch, so they are hardly trained; the model's scores may be scaled: state how it was trained in shadows.training")
        : FormattableString.Invariant($"{shadows.Count - shadows.Matched} of {shadows.Count} shadow models did not reach the model's loss on its members, {shadows.TargetMemberLoss:0.####}; state how it was trained in shadows.training"));
}
