using System.CommandLine;
using PrivacyGate.Cli.Splitting;

namespace PrivacyGate.Cli.Commands;

internal static class SplitCommand
{
    public static Command Create()
    {
        var config = CommonOptions.Config();
        var root = CommonOptions.Root();
        var output = new Option<string>("--out") { Description = "the folder to write to", HelpName = "DIR", DefaultValueFactory = _ => "privacygate-data" };
        var formats = CommonOptions.Formats();
        var command = new Command("split", "Write member and non-member files without the records (or subjects) that occur on both sides, and a manifest.") { config, root, output, formats };
        command.SetAction(parsed => (int)SplitRun.Run(parsed.GetValue(config), parsed.GetValue(root), parsed.GetValue(output)!, parsed.GetValue(formats)!));
        return command;
    }
}
