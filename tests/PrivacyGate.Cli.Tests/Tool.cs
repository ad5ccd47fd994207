using System.Diagnostics;
using PrivacyGate.Cli.Commands;

namespace PrivacyGate.Cli.Tests;

/// <param name="ExitCode">What the command line answered.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Errors">Standard error.</param>
internal sealed record ToolRun(int ExitCode, string Output, string Errors)
{
    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}

/// <summary>The real command line: in this process, which saves a second of compiling each time, or in a process of its own, as every host starts it.</summary>
internal static class Tool
{
    /// <summary>The test's own build server must not choose the profile.</summary>
    private static readonly string[] BuildServers = ["CI", "TF_BUILD", "JENKINS_URL", "TEAMCITY_VERSION", "GITLAB_CI"];

    private static readonly Lock Turn = new();

    /// <summary>One run at a time, because the current folder, the console and the environment belong to the whole process.</summary>
    public static ToolRun Run(string folder, params string[] arguments)
    {
        lock (Turn)
        {
            using var place = new Place(folder);
            var exitCode = CommandLine.Run(arguments).GetAwaiter().GetResult();
            return new ToolRun(exitCode, place.Output.ToString(), place.Errors.ToString());
        }
    }

    public static ToolRun RunAsProcess(string folder, params string[] arguments) => RunAsProcess(folder, new Dictionary<string, string?>(), arguments);

    public static ToolRun RunAsProcess(string folder, IReadOnlyDictionary<string, string?> environment, params string[] arguments)
    {
        using var process = Start(folder, environment, arguments);
        return Finish(process);
    }

    public static Process Start(string folder, params string[] arguments) => Start(folder, new Dictionary<string, string?>(), arguments);

    public static ToolRun Finish(Process process)
    {
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        process.WaitForExit();
        return new ToolRun(process.ExitCode, output.Result, errors.Result);
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

        foreach (var mark in BuildServers)
        {
            start.Environment.Remove(mark);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    /// <summary>What a process has and a call has not, for as long as the call lasts.</summary>
    private sealed class Place : IDisposable
    {
        private readonly string folder = Directory.GetCurrentDirectory();
        private readonly string?[] buildServer = [.. BuildServers.Select(Environment.GetEnvironmentVariable)];
        private readonly TextWriter output = System.Console.Out;
        private readonly TextWriter errors = System.Console.Error;

        public Place(string folder)
        {
            Directory.SetCurrentDirectory(folder);
            Array.ForEach(BuildServers, static mark => Environment.SetEnvironmentVariable(mark, null));
            System.Console.SetOut(Output);
            System.Console.SetError(Errors);
        }

        public StringWriter Output { get; } = new();

        public StringWriter Errors { get; } = new();

        public void Dispose()
        {
            System.Console.SetOut(output);
            System.Console.SetError(errors);
            foreach (var (mark, value) in BuildServers.Zip(buildServer))
            {
                Environment.SetEnvironmentVariable(mark, value);
            }

            Directory.SetCurrentDirectory(folder);
        }
    }
}
