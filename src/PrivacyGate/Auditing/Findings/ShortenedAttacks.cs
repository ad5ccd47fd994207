using PrivacyGate.Attacks;
using PrivacyGate.Auditing.Units;

namespace PrivacyGate.Auditing.Findings;

/// <summary>Attacks that queried only some of the records, because the verdict was settled before.</summary>
/// <param name="Attacks">Their ids.</param>
/// <param name="Members">Members they are judged on.</param>
/// <param name="NonMembers">Non-members they are judged on.</param>
/// <param name="ProvenBy">The attack that settled the verdict.</param>
/// <param name="Bound">Its lower bound of the advantage, at a tenth of the error that a verdict may make.</param>
public sealed record ShortenedAttacks(IReadOnlyList<string> Attacks, int Members, int NonMembers, string ProvenBy, double Bound)
{
    internal static ShortenedAttacks Of(ShortenedLabels why, IEnumerable<IAttack> attacks, EvaluationSet set) =>
        new([.. attacks.Where(static attack => attack.Needs.HasFlag(AttackNeeds.Labels)).Select(static attack => attack.Id)], set.Members, set.NonMembers, why.ProvenBy, why.Bound);

    internal bool Has(IAttack attack) => Attacks.Contains(attack.Id);

    /// <summary>What a reader of the figures must know.</summary>
    internal Diagnostic Note => Diagnostic.Note(
        DiagnosticIds.AttacksShortened,
        FormattableString.Invariant($"{string.Join(", ", Attacks)} queried only {Members} members and {NonMembers} non-members, because {ProvenBy} already proves an advantage above {Bound:F2}; run with --profile deep to query all"));

    /// <summary>Appended to how a figure was computed.</summary>
    internal string Method => FormattableString.Invariant($"; {Members} members and {NonMembers} non-members chosen by content, because {ProvenBy} had settled the verdict");
}
