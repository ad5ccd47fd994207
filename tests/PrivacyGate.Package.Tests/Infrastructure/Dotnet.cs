using System.Diagnostics;

namespace PrivacyGate.Package.Tests.Infrastructure;

/// <summary>Runs the dotnet command as a developer's shell would, not as a child of this test run.</summary>
internal static class Dotnet
{
    public static CommandResult Run(string folder, params string[] arguments) => Run(folder, [], arguments);

    /// <param name="folder">Where it runs.</param>
    /// <param name="variables">Environment variables to add.</param>
    /// <param name="arguments">Of the dotnet command.</param>
    public static CommandResult Run(string folder, (string Name, string Value)[] variables, string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var inherited in start.Environment.Keys.Where(IsTheTestRunsOwn).ToList())
        {
            start.Environment.Remove(inherited);
        }

        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";

        // As at a developer's; a build compiles in a third of the time.
        start.Environment["UseSharedCompilation"] = "true";

        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new CommandResult(process.ExitCode, output + errors.GetAwaiter().GetResult());
    }

    /// <summary>dotnet test tells its children about its own MSBuild; CI=true would change the profile.</summary>
    private static bool IsTheTestRunsOwn(string name) =>
        name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) ||
        name.StartsWith("VSTEST", StringComparison.OrdinalIgnoreCase) ||
        name.StartsWith("PrivacyGate", StringComparison.OrdinalIgnoreCase) ||
        name is "CI" or "TF_BUILD" or "JENKINS_URL" or "TEAMCITY_VERSION" or "GITLAB_CI" or "DOTNET_HOST_PATH" or "NuGetPackageRoot";
}
