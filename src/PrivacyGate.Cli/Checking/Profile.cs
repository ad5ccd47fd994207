using PrivacyGate.Attacks;
using PrivacyGate.Surroundings;

namespace PrivacyGate.Cli.Checking;

/// <summary>How much an audit may cost where the spec is silent.</summary>
/// <param name="Name">As reports show it.</param>
/// <param name="Shadows">Shadow models.</param>
/// <param name="Queries">Questions a record that a label-only attack may ask.</param>
/// <param name="Runs">Which attacks it runs.</param>
internal sealed record Profile(string Name, int Shadows, int Queries, Func<IAttack, bool> Runs)
{
    /// <summary>Whether label-only attacks query only some records once the verdict is settled.</summary>
    public bool StopsEarly { get; private init; }

    /// <summary>What needs only the target's answers: seconds.</summary>
    public static Profile Quick { get; } = new("quick", 16, 100, static attack => attack.Needs == Evidence.None);

    /// <summary>What a pull request can wait for.</summary>
    public static Profile Standard { get; } = new("standard", 16, 500, static attack => attack.Id is not ("label-augment" or "label-transfer")) { StopsEarly = true };

    /// <summary>Everything.</summary>
    public static Profile Deep { get; } = new("deep", 64, 25_000, static _ => true);

    /// <summary>The names an option may give, <c>auto</c> beside them.</summary>
    public static IReadOnlyList<Profile> All { get; } = [Quick, Standard, Deep];

    /// <summary><c>auto</c> is quick on a developer's machine, where a build must stay fast, and standard in CI, where nobody waits for it.</summary>
    public static Profile Resolve(string name) =>
        All.FirstOrDefault(profile => profile.Name == name)
        ?? (BuildServer.Runs(Environment.GetEnvironmentVariable) ? Standard : Quick);
}
