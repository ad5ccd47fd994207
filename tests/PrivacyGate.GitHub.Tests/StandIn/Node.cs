using System.Diagnostics;

namespace PrivacyGate.GitHub.Tests.StandIn;

/// <summary>The checkers of tests/tools. Where they are not installed (npm ci was not run there) nothing is checked.</summary>
internal static class Node
{
    private static readonly string Folder = Repository.Path("tests", "tools");

    public static bool Has(string module) => Path.Exists(Path.Combine(Folder, "node_modules", module));

    public static (int ExitCode, string Output) Script(string name, params string[] arguments) => Run([Path.Combine(Folder, name), .. arguments]);

    public static (int ExitCode, string Output) Run(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("node", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + error.Result);
    }
}

/// <summary>A test that needs an npm tool of tests/tools; skipped by name where <c>npm ci</c> was not run there.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ToolsFactAttribute : FactAttribute
{
    public ToolsFactAttribute(string module) => Skip = Node.Has(module) ? null : $"{module} is not installed: run 'npm ci' in tests/tools";
}

/// <inheritdoc cref="ToolsFactAttribute"/>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ToolsTheoryAttribute : TheoryAttribute
{
    public ToolsTheoryAttribute(string module) => Skip = Node.Has(module) ? null : $"{module} is not installed: run 'npm ci' in tests/tools";
}
