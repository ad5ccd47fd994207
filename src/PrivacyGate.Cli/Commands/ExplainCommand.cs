using System.CommandLine;
using PrivacyGate.Cli.Explaining;

namespace PrivacyGate.Cli.Commands;

internal static class ExplainCommand
{
    public static Command Create()
    {
        var config = CommonOptions.Config();
        var root = CommonOptions.Root();
        var command = new Command("explain", "Print every effective value of a spec and where it comes from.") { config, root };
        command.SetAction(parsed => (int)ExplainRun.Run(parsed.GetValue(config), parsed.GetValue(root)));
        return command;
    }
}
