using System.CommandLine;
using PrivacyGate.Cli.GitHub;

namespace PrivacyGate.Cli.Commands;

/// <summary>The whole command line. Each command builds its rooms when it runs, not before: --help loads none of them.</summary>
internal static class CommandLine
{
    /// <remarks>An argument "@file" is no list of further arguments: a file of records given so would be told line by line.</remarks>
    public static Task<int> Run(string[] arguments)
    {
        var parsed = Root().Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        return parsed.Errors.Count == 0 ? parsed.InvokeAsync() : Task.FromResult(UsageErrors.Print(parsed, arguments));
    }

    private static RootCommand Root() => new("Attacks the ONNX model a project ships and fails the build when it gives away who was in its training data.")
    {
        CheckCommand.Create(),
        InitCommand.Create(),
        InspectCommand.Create(),
        ExplainCommand.Create(),
        SplitCommand.Create(),
        HardenCommand.Create(),
        GitHubCommand.Create(),
    };
}
