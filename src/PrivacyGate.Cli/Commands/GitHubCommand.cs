using System.CommandLine;
using PrivacyGate.Cli.GitHub;

namespace PrivacyGate.Cli.Commands;

internal static class GitHubCommand
{
    public static Command Create()
    {
        var check = new Command("check", "Audit as the action's inputs say.");
        check.SetAction(static _ => (int)GitHubCheck.Run());
        var publish = new Command("publish", "Tell GitHub what an audit found: summary, annotations, comment, outputs.");
        publish.SetAction(static _ => (int)GitHubPublish.Run());
        return new Command("github", "The steps of the GitHub action. They read the variables of a runner and the action's inputs, and take no options.") { check, publish };
    }
}
