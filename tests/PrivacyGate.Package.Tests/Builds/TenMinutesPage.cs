using System.Text.RegularExpressions;
using PrivacyGate.Package.Tests.Infrastructure;

namespace PrivacyGate.Package.Tests.Builds;

/// <summary>docs/mlnet-in-ten-minutes.md, command by command, in an empty folder.</summary>
[Collection(PackageCollection.Name)]
[Trait("Category", "Slow")]
public sealed partial class TenMinutesPage(PackedPackage package) : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("privacygate page-").FullName;

    [Fact]
    public void Its_commands_lead_to_a_red_build_and_then_to_a_green_one()
    {
        package.Pack("PrivacyGate.MLNet");
        File.WriteAllText(Path.Combine(folder, "nuget.config"), $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="packages" /></config>
              <packageSources><add key="packed" value="{Path.GetDirectoryName(package.File)}" /></packageSources>
            </configuration>
            """);
        var project = Path.Combine(folder, "Prices");
        var (program, build) = (Path.Combine(project, "Program.cs"), Path.Combine(project, "Prices.csproj"));
        var builds = new List<CommandResult>();

        foreach (var (language, text) in Blocks())
        {
            switch (language)
            {
                case "bash":
                    builds.AddRange(Run(text).Where(static result => result.Output.Contains("error PG", StringComparison.Ordinal) || result.Output.Contains("PG0100", StringComparison.Ordinal)));
                    break;
                case "csharp" when text.Contains("using Microsoft.ML;", StringComparison.Ordinal):
                    File.WriteAllText(program, text);
                    break;
                case "csharp":
                    File.WriteAllText(program, Option().Matches(text).Aggregate(File.ReadAllText(program), static (old, option) => Regex.Replace(old, $"{option.Groups[1].Value} = [0-9]+,", option.Value)));
                    break;
                case "xml":
                    File.WriteAllText(build, File.ReadAllText(build).Replace("</Project>", text + "</Project>", StringComparison.Ordinal));
                    break;
            }
        }

        Assert.Equal(2, builds.Count);
        Assert.True(builds[0].ExitCode != 0, builds[0].ToString());
        Assert.Contains("error PG0102", builds[0].Output, StringComparison.Ordinal);
        Assert.True(builds[1].ExitCode == 0, builds[1].ToString());
        Assert.Contains("PG0100", builds[1].Output, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static IEnumerable<(string Language, string Text)> Blocks() =>
        Block().Matches(File.ReadAllText(Repository.Path("docs", "mlnet-in-ten-minutes.md")).ReplaceLineEndings("\n")).Select(static block => (block.Groups[1].Value, block.Groups[2].Value));

    /// <summary>Every line; the packages are published under no version yet, so the one packed here is named.</summary>
    private List<CommandResult> Run(string lines)
    {
        var results = new List<CommandResult>();
        foreach (var words in lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => line.Split(' ')))
        {
            if (words[0] == "cd")
            {
                continue;
            }

            Assert.Equal("dotnet", words[0]);
            string[] version = words is [_, "add", "package", var name] && name.StartsWith("PrivacyGate.", StringComparison.Ordinal) ? ["--version", package.Version]
                : words[1] == "build" ? ["-tl:off"] : [];
            var result = Dotnet.Run(words[1] == "new" ? folder : Path.Combine(folder, "Prices"), [.. words[1..], .. version]);
            Assert.True(result.ExitCode == 0 || words[1] == "build", result.ToString());
            results.Add(result);
        }

        return results;
    }

    [GeneratedRegex("^```(bash|csharp|xml)\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex("([A-Za-z]+) = [0-9]+,")]
    private static partial Regex Option();
}
