using System.Text.RegularExpressions;

namespace PrivacyGate.Package.Tests.Infrastructure;

/// <summary>What a command answered and printed.</summary>
internal sealed partial record CommandResult(int ExitCode, string Output)
{
    /// <summary>Error lines, each once: MSBuild repeats them in its summary.</summary>
    public IReadOnlyList<string> Errors => Lines("error");

    public IReadOnlyList<string> Warnings => Lines("warning");

    /// <summary>setup-dotnet's problem matcher (.github/csc.json), which makes annotations of build output.</summary>
    [GeneratedRegex(@"^(.*)\((\d+)(?:,\d+|,\d+,\d+)?\):\s+(error|warning)\s+([a-zA-Z]+(?<!MSB)\d+):\s*(.*?)\s+\[(.*?)\]$")]
    public static partial Regex Annotation();

    public override string ToString() => $"exit code {ExitCode}\n{Output}";

    private List<string> Lines(string severity) =>
        [.. Output.Split('\n').Select(line => line.Trim()).Where(line => Regex.IsMatch(line, $@":\s+{severity}\s+[A-Z]+\d+")).Distinct()];
}
