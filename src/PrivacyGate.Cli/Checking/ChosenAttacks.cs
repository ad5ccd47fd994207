using PrivacyGate.Attacks;
using PrivacyGate.IO.Spec;

namespace PrivacyGate.Cli.Checking;

/// <summary>The attacks of one audit, in the catalogue's order: those the spec names, or all.</summary>
internal static class ChosenAttacks
{
    public static IReadOnlyList<IAttack> Of(ModelSpec spec) =>
        spec.Attacks is { } named ? [.. AttackCatalog.All.Where(attack => named.Value.Contains(attack.Id))] : AttackCatalog.All;
}
