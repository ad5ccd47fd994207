using PrivacyGate.Attacks;
using PrivacyGate.IO.Spec;

namespace PrivacyGate.Cli.Checking;

/// <summary>The attacks of one audit, in the catalogue's order: those the spec names, or the profile's.</summary>
internal static class ChosenAttacks
{
    public static IReadOnlyList<IAttack> Of(ModelSpec spec, Profile profile) =>
        [.. AttackCatalog.All.Where(attack => spec.Attacks is { } named ? named.Value.Contains(attack.Id) : profile.Runs(attack))];
}
