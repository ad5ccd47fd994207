using System.Diagnostics;

namespace PrivacyGate.Package.Tests.Infrastructure;

/// <summary>Runs the dotnet command as a developer's shell would, not as a child of this test run.</summary>
internal static class Dotnet
{
    /// <summary>This run's own: no build beside it uses its MSBuild, or ends it.</summary>
    private static readonly string Salt = Guid.NewGuid().ToString("N");

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

        // Neither MSBuild nor the compiler is compiled anew for every build, as in an editor; a build takes half the time.
        start.Environment["UseSharedCompilation"] = "true";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "true";
        start.Environment["MSBUILDNODEHANDSHAKESALT"] = Salt;

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
