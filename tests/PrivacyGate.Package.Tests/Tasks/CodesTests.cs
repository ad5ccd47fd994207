using System.Text.RegularExpressions;

namespace PrivacyGate.Package.Tests.Tasks;

/// <summary>The tasks repeat the engine's codes, since they load none of it: the two must not drift apart.</summary>
public sealed class CodesTests
{
    private static readonly string Ours = File.ReadAllText(Repository.Path("src", "PrivacyGate.MSBuild", "Codes.cs"));

    [Fact]
    public void The_tasks_codes_are_the_engines_codes()
    {
        var engine = Constants(File.ReadAllText(Repository.Path("src", "PrivacyGate", "DiagnosticIds.cs")));
        var ours = Constants(Ours);
        Assert.Contains("InvalidProperty", ours.Keys);
        Assert.All(ours, constant => Assert.Equal(constant.Value, engine.GetValueOrDefault(constant.Key)));
    }

    [Fact]
    public void Every_code_has_a_page()
    {
        var codes = Constants(Ours).Values;
        Assert.NotEmpty(codes);
        Assert.All(codes, code => Assert.StartsWith($"# {code}: ", File.ReadAllText(Repository.Path("docs", "rules", code + ".md")), StringComparison.Ordinal));
    }

    [Fact]
    public void Links_lead_to_the_same_pages_as_the_engines()
    {
        var link = File.ReadAllText(Repository.Path("src", "PrivacyGate.IO", "Sinks", "Rules", "HelpLink.cs"));
        var project = Regex.Match(link, "Project = \"(?<url>[^\"]+)\"").Groups["url"].Value;
        var pages = Regex.Match(link, "Pages = Project \\+ \"(?<path>[^\"]+)\"").Groups["path"].Value;
        Assert.True(project.Length > 0 && pages.Length > 0, link);
        Assert.Contains($"$\"{project}{pages}{{code}}.md\"", Ours, StringComparison.Ordinal);
    }

    private static Dictionary<string, string> Constants(string source) =>
        Regex.Matches(source, "public const string (?<name>\\w+) = \"(?<code>PG[0-9]{4})\";")
            .ToDictionary(match => match.Groups["name"].Value, match => match.Groups["code"].Value);
}
