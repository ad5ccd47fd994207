using PrivacyGate.Attacks;
using PrivacyGate.IO.Spec;

namespace PrivacyGate.Run.Options;

/// <summary>The attacks of one audit, in the catalogue's order: those the spec names, or the profile's.</summary>
internal static class ChosenAttacks
{
    public static IReadOnlyList<IAttack> Of(ModelSpec spec, Profile profile) =>
        [.. (spec.Attacks is { } named ? AttackCatalog.All.Where(attack => named.Value.Contains(attack.Id)) : profile.Attacks).Where(attack => attack.Serves(spec.Task.Value))];
}
