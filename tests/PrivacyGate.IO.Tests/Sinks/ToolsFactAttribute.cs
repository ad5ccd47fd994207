using System.Diagnostics;

namespace PrivacyGate.IO.Tests.Sinks;

/// <summary>A test that needs the npm tools of tests/tools; skipped by name where <c>npm ci</c> was not run there.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ToolsFactAttribute : FactAttribute
{
    public ToolsFactAttribute(string tool)
    {
        if (!Path.Exists(Tools.Module(tool)))
        {
            Skip = $"{tool} is not installed: run 'npm ci' in tests/tools";
        }
    }
}

internal static class Tools
{
    public const string SarifMultitool = "@microsoft/sarif-multitool-linux";
    public const string Ajv = "ajv";
    public const string MarkdownIt = "markdown-it";

    public static string Module(string tool) => Path.Combine(Folder(), "node_modules", tool);

    public static (int ExitCode, string Output) Node(string script, params string[] arguments) =>
        Run("node", [Path.Combine(Folder(), script), .. arguments]);

    public static (int ExitCode, string Output) Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + error.Result);
    }

    private static string Folder() => Repository.Path("tests", "tools");
}
