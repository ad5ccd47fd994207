using System.Text.RegularExpressions;

namespace PrivacyGate.Run.Training;

/// <summary>
/// What the user's training program sees of the environment. It trains a model: it needs no token of the runner, and none of
/// the files by which a step changes the steps after it.
/// </summary>
internal static partial class TrainerEnvironment
{
    /// <summary>Removes the variables of a runner, and those whose names say that they hold a secret.</summary>
    public static void Clean(IDictionary<string, string?> variables)
    {
        foreach (var name in variables.Keys.Where(static name => Withheld().IsMatch(name)).ToArray())
        {
            variables.Remove(name);
        }
    }

    // INPUT_ and PRIVACYGATE_INPUT_ hold an action's inputs; SYSTEM_ACCESSTOKEN is the token of Azure DevOps.
    [GeneratedRegex(@"^(GITHUB_|ACTIONS_|INPUT_|PRIVACYGATE_INPUT_)|TOKEN|SECRET|PASSWORD|PASSWD|PASSPHRASE|CREDENTIAL|(API|ACCESS|PRIVATE|ACCOUNT|SIGNING)_?KEY|CONNECTION_?STRING|SSH_AUTH_SOCK|_(PAT|PWD)\z", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Withheld();
}
