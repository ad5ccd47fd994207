using PrivacyGate.Attacks;
using PrivacyGate.Models;

namespace PrivacyGate.Auditing;

/// <summary>What a reader must know of the shadow models behind the figures.</summary>
internal static class ShadowNotes
{
    // Within these, shadows fit about as much as the target (measured on Location-30).
    private const double SmallestRatio = 0.8;
    private const double LargestRatio = 1.25;

    public static IEnumerable<Diagnostic> Of(ShadowSummary? shadows, SurrogateFit? fit, IReadOnlyList<IAttack> attacks)
    {
        if (shadows is null)
        {
            yield break;
        }

        if (!shadows.AllMatched)
        {
            yield return Unmatched(shadows);
        }

        var ratio = (double)shadows.Records / shadows.TargetRecords;
        if (ratio is < SmallestRatio or > LargestRatio)
        {
            yield return Diagnostic.Warning(
                DiagnosticIds.ShadowSizeDiffers,
                FormattableString.Invariant($"shadow models train on {shadows.Records} records and the model trained on {shadows.TargetRecords}, a ratio of {ratio:0.00}; give {(ratio < 1 ? "reference records" : "the number of records the model was trained on in shadows.training.records")}"));
        }

        if (shadows.Kind == TrainerKinds.Surrogate)
        {
            yield return Diagnostic.Note(
                DiagnosticIds.SurrogateShadows, $"shadow models stand in for the model: {shadows.Trainer}{Unexplained(fit, attacks)}; name your own trainer in shadows.command");
        }

        if (shadows.Removed > 0)
        {
            yield return Diagnostic.Note(
                DiagnosticIds.ReferenceRecordsRemoved,
                FormattableString.Invariant($"{shadows.Removed} reference records are equal to members or non-members and were left out; remove them from the reference file"));
        }
    }

    /// <summary>
    /// What rests on shadows that fit otherwise than the target may miss what is there, so alone it proves no absence.
    /// Shadows that are ahead of the target after a single epoch prove none beside other attacks either: the strongest
    /// attacks were blind.
    /// </summary>
    public static IEnumerable<Diagnostic> Reservations(ShadowSummary? shadows, SurrogateFit? fit, IReadOnlyList<IAttack> attacks)
    {
        var alone = attacks.All(static attack => attack.Needs.HasFlag(AttackNeeds.Shadows));
        if (shadows is { AllMatched: false } && (AreHardlyTrained(shadows) || alone))
        {
            yield return Unmatched(shadows);
        }

        if (alone && fit is { Explains: false })
        {
            yield return Diagnostic.Warning(
                DiagnosticIds.SurrogateShadows,
                $"every attack rests on shadow models that stand in for the model{Unexplained(fit, attacks)}; add 'loss' to the attacks, or name your own trainer in shadows.command");
        }
    }

    private static string Unexplained(SurrogateFit? fit, IReadOnlyList<IAttack> attacks)
    {
        string[] unused = [.. attacks.Select(static attack => attack.Id).Where(SurrogateFit.Unused(fit, attacks).Contains)];
        return unused.Length == 0 ? ""
            : FormattableString.Invariant($"; they do not explain this model (their losses agree with its losses by a rank correlation of {fit!.OfModel:0.00}, and with each other's by {fit.AmongThemselves:0.00}), so the figure of the audit is not taken from {string.Join(", ", unused)}");
    }

    private static bool AreHardlyTrained(ShadowSummary shadows) => shadows is { Kind: TrainerKinds.Network, MeanEpochs: <= 1 } && FitMore(shadows);

    private static bool FitMore(ShadowSummary shadows) => shadows.MeanMemberLoss < shadows.TargetMemberLoss;

    private static Diagnostic Unmatched(ShadowSummary shadows) => Diagnostic.Warning(
        DiagnosticIds.ShadowsUnmatched,
        FormattableString.Invariant($"{shadows.Count - shadows.Matched} of {shadows.Count} shadow models {Difference(shadows)}; state how it was trained in shadows.training"));

    private static string Difference(ShadowSummary shadows) => FitMore(shadows)
        ? FormattableString.Invariant($"fit their own records more closely than the model fits its members: loss {shadows.MeanMemberLoss:0.####} on average and {shadows.TargetMemberLoss:0.####}, after {shadows.MeanEpochs:0.#} epochs")
        : FormattableString.Invariant($"did not reach the model's loss on its members, {shadows.TargetMemberLoss:0.####}");
}
