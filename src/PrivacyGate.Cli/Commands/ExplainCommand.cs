using System.CommandLine;
using PrivacyGate.Cli.Checking;
using PrivacyGate.Cli.Console;

using PrivacyGate.IO.Sinks.Rules;
using PrivacyGate.IO.Spec;

namespace PrivacyGate.Cli.Commands;

/// <summary>The whole of <c>explain</c>.</summary>
internal static class ExplainCommand
{
    public static Command Create()
    {
        var config = CommonOptions.Config();
        var root = CommonOptions.Root();
        var command = new Command("explain", "Print every effective value of a spec and where it comes from.") { config, root };
        command.SetAction(parsed => (int)Run(parsed.GetValue(config), parsed.GetValue(root)));
        return command;
    }

    private static ExitCode Run(string? config, string? root) => Guarded.Run(_ =>
    {
        var specPath = SpecFinder.Find(config);
        var paths = ShownPaths.For(specPath);
        var read = SpecReader.Read(specPath, root);
        if (read.Spec is not { } spec)
        {
            Terminal.Print(read.Errors.Select(paths.Of));
            return RuleCatalog.Find(read.Errors[0].Id).ExitCode;
        }

        var values = SpecExplanation.Of(spec).Select(value => value with { Location = value.Location is { } location ? paths.Of(location) : null }).ToList();
        var keys = values.Max(static value => value.JsonPath.Length);
        var texts = Math.Min(60, values.Max(static value => value.Value.Length));
        Terminal.Print(values.Select(value => $"{value.JsonPath.PadRight(keys)}  {value.Value.PadRight(texts)}  {value.Origin}"));
        return ExitCode.Pass;
    });
}
