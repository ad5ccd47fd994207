using PrivacyGate.Attacks;

namespace PrivacyGate.Run.Options;

/// <summary>How much an audit may cost where the spec is silent.</summary>
/// <param name="Name">As reports show it.</param>
/// <param name="Shadows">Shadow models.</param>
/// <param name="Queries">Queries a record that a label-only attack may use.</param>
/// <param name="LeavesOut">Attacks with one of these needs are not run unless the spec names them.</param>
public sealed record Profile(string Name, int Shadows, int Queries, AttackNeeds LeavesOut)
{
    private const AttackNeeds AnyNeed = (AttackNeeds)(-1);

    /// <summary>Whether label-only attacks query only some records once the verdict is settled.</summary>
    public bool StopsEarly { get; private init; }

    /// <summary>What needs only the target's answers: seconds.</summary>
    public static Profile Quick { get; } = new("quick", 16, 100, AnyNeed);

    /// <summary>What a pull request can wait for.</summary>
    public static Profile Standard { get; } = new("standard", 16, 500, AttackNeeds.LabelModels | AttackNeeds.LocalShadows) { StopsEarly = true };

    /// <summary>Everything.</summary>
    public static Profile Deep { get; } = new("deep", 64, 25_000, AttackNeeds.None);

    /// <summary>The names an option may give, <c>auto</c> beside them.</summary>
    public static IReadOnlyList<Profile> All { get; } = [Quick, Standard, Deep];

    /// <summary><c>auto</c> is quick on a developer's machine, where a build must stay fast, and standard on a build server, where nobody waits for it.</summary>
    public static Profile Resolve(string name, bool onBuildServer) =>
        All.FirstOrDefault(profile => profile.Name == name) ?? (onBuildServer ? Standard : Quick);

    /// <summary>The attacks it runs, in the catalogue's order.</summary>
    public IReadOnlyList<IAttack> Attacks => [.. AttackCatalog.All.Where(attack => (attack.Needs & LeavesOut) == AttackNeeds.None)];
}
