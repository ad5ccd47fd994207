using System.Diagnostics;

namespace PrivacyGate.Cli.Tests;

/// <param name="ExitCode">What the process answered.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Errors">Standard error.</param>
internal sealed record ToolRun(int ExitCode, string Output, string Errors)
{
    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}

/// <summary>The real command line in a process of its own, as every host starts it.</summary>
internal static class Tool
{
    public static ToolRun Run(string folder, params string[] arguments) => Run(folder, new Dictionary<string, string?>(), arguments);

    public static ToolRun Run(string folder, IReadOnlyDictionary<string, string?> environment, params string[] arguments)
    {
        using var process = Start(folder, environment, arguments);
        return Finish(process);
    }

    public static Process Start(string folder, IReadOnlyDictionary<string, string?> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in (string[])["exec", Path.Combine(AppContext.BaseDirectory, "privacygate.dll"), .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        // The test's own build server must not choose the profile.
        foreach (var mark in (string[])["CI", "TF_BUILD", "JENKINS_URL", "TEAMCITY_VERSION", "GITLAB_CI"])
        {
            start.Environment.Remove(mark);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    public static ToolRun Finish(Process process)
    {
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        process.WaitForExit();
        return new ToolRun(process.ExitCode, output.Result, errors.Result);
    }
}
