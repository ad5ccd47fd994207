using System.Text.RegularExpressions;
using PrivacyGate.Package.Tests.Infrastructure;

namespace PrivacyGate.Package.Tests.Builds;

/// <summary>Which projects and builds the targets take for no real ones, and whose word they take for it.</summary>
[Trait("Category", "Slow")]
public sealed class EvaluatedProperties : IDisposable
{
    private const string Functions = "<AssemblyName>Microsoft.Azure.Functions.Worker.Extensions</AssemblyName>";
    private const string DesignTime = "<DesignTimeBuild>true</DesignTimeBuild><SkipCompilerExecution>true</SkipCompilerExecution>";

    private readonly TemporaryFolder folder = new();

    /// <summary>A name, or one property, could be anybody's, and what a project sets it can set back.</summary>
    private static readonly (string Case, string File, string Properties, string Globals, string Expected)[] Projects =
    [
        ("plain", "Credit.csproj", "", "", "true false"),
        ("editor", "Credit.csproj", "", "DesignTimeBuild=true;SkipCompilerExecution=true", "false false"),
        ("editor-that-compiles", "Credit.csproj", "", "DesignTimeBuild=true", "true false"),
        ("set-in-the-project", "Credit.csproj", DesignTime, "", "true false"),
        ("wpf", "Credit_x1y2_wpftmp.csproj", "<_TargetAssemblyProjectName>Credit</_TargetAssemblyProjectName>", "", "true false"),
        ("functions", "WorkerExtensions.csproj", Functions, "", "true true"),
        ("functions-by-name", "WorkerExtensions.csproj", "", "", "true false"),
        ("functions-by-assembly", "Credit.csproj", Functions, "", "true false"),
        ("functions-with-config", "WorkerExtensions.csproj", Functions + "<PrivacyGateConfig>../privacygate.json</PrivacyGateConfig>", "", "true false"),
        ("functions-with-spec", "WorkerExtensions.csproj", Functions, "", "true false"),
    ];

    [Fact]
    public void Only_what_an_editor_or_a_generator_makes_is_no_real_project()
    {
        folder.Write("functions-with-spec/privacygate.json", "{}");
        foreach (var project in Projects)
        {
            Write($"{project.Case}/{project.File}", project.Properties, "$(_PrivacyGateRealBuild) $(_PrivacyGateGenerated)");
        }

        folder.Write("All.proj", $"""
            <Project>
              <Target Name="Tell">
                {string.Concat(Projects.Select(static project => $"<MSBuild Projects=\"{project.Case}/{project.File}\" Targets=\"Tell\" Properties=\"{project.Globals}\" />"))}
              </Target>
            </Project>
            """);
        Assert.Equal(Projects.Select(static project => $"{project.Case}: {project.Expected}"), Told("All.proj"));
    }

    /// <summary>Every name that the targets use among themselves, set to a value that they would notice.</summary>
    [Fact]
    public void No_private_property_is_taken_from_the_environment()
    {
        var names = Regex.Matches(File.ReadAllText(Targets), @"\$\((?<name>_PrivacyGate\w+)\)").Select(static match => match.Groups["name"].Value).Distinct().ToList();
        Assert.True(names.Count > 15);
        Write("plain/Credit.csproj", "", string.Join(' ', names.Select(static name => $"$({name})")) + " $(DesignTimeBuild) $(_PrivacyGateRealBuild)");
        var told = Told("plain/Credit.csproj", [.. names.Select(static name => (name, "from-the-environment")), ("DesignTimeBuild", "true"), ("SkipCompilerExecution", "true")]);
        Assert.EndsWith(" true true", Assert.Single(told), StringComparison.Ordinal);
        Assert.DoesNotContain("from-the-environment", told[0], StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    private static string Targets => Repository.Path("build", "package", "build", "PrivacyGate.MSBuild.targets");

    private void Write(string file, string properties, string told) => folder.Write(file, $"""
        <Project>
          <PropertyGroup>{properties}</PropertyGroup>
          <Import Project="{Path.ChangeExtension(Targets, ".props")}" />
          <Import Project="{Targets}" />
          <Target Name="Tell"><Message Importance="high" Text="{Path.GetDirectoryName(file)}: {told}" /></Target>
        </Project>
        """);

    private List<string> Told(string project, params (string, string)[] variables)
    {
        var result = Dotnet.Run(folder.Path, variables, ["msbuild", project, "-t:Tell", "-v:m", "-nologo", "-tl:off"]);
        Assert.True(result.ExitCode == 0, result.ToString());
        return [.. result.Output.Split('\n').Select(static line => line.Trim()).Where(static line => line.Length > 0)];
    }
}
