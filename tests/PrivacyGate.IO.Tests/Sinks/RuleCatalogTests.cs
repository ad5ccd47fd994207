using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using PrivacyGate.IO.Printing;
using PrivacyGate.IO.Sinks.Rules;

namespace PrivacyGate.IO.Tests.Sinks;

public sealed partial class RuleCatalogTests
{
    private static readonly string[] Sections = ["## Cause", "## Example", "## Fix", "## Suppress"];

    public static TheoryData<string> Codes => [.. Constants().Values];

    [Fact]
    public void Every_constant_has_one_entry_and_every_entry_a_constant() => Assert.Equal(
        Constants().Select(constant => (constant.Value, constant.Key)).Order(),
        RuleCatalog.All.Select(rule => (rule.Id, rule.Name)));

    /// <summary>The contract of docs/cli.md: 2 for the spec and the command line, 3 for files, models and records.</summary>
    [Theory]
    [InlineData(DiagnosticIds.NothingToGate, 2)]
    [InlineData(DiagnosticIds.UnknownKey, 2)]
    [InlineData(DiagnosticIds.CommandNotAllowed, 2)]
    [InlineData(DiagnosticIds.FileNotFound, 3)]
    [InlineData(DiagnosticIds.HeaderMissing, 3)]
    [InlineData(DiagnosticIds.NoAttackPossible, 3)]
    [InlineData(DiagnosticIds.TrainerFailed, 3)]
    [InlineData(DiagnosticIds.InternalError, 70)]
    [InlineData(DiagnosticIds.Cancelled, 130)]
    public void An_error_ends_the_process_with_the_code_of_its_rule(string id, int exitCode) => Assert.Equal(exitCode, (int)RuleCatalog.Find(id).ExitCode);

    [Fact]
    public void Errors_of_spec_and_command_line_end_with_2_and_no_others() => Assert.Equal(
        Constants().Values.Where(static id => string.CompareOrdinal(id, DiagnosticIds.FileNotFound) < 0).Order(StringComparer.Ordinal),
        RuleCatalog.All.Where(static rule => rule.ExitCode == ExitCode.Configuration).Select(static rule => rule.Id).Order(StringComparer.Ordinal));

    [Fact]
    public void No_page_is_orphaned() => Assert.Equal(
        Constants().Values.Select(code => code + ".md").Append("README.md").Order(StringComparer.Ordinal),
        Directory.GetFiles(Repository.Path("docs", "rules")).Select(Path.GetFileName).Where(static page => !AnalyzerPage().IsMatch(page!)).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Codes))]
    public void Entries_read_well_in_every_place_they_are_shown(string code)
    {
        Rule rule = RuleCatalog.Find(code);

        Assert.Matches("^[A-Z][A-Za-z]+$", rule.Name);
        Assert.DoesNotMatch(@"[.!?]$", rule.Title);
        Assert.All([rule.Cause, rule.Cure], sentence => Assert.Matches(@"^[A-Z.].*\.$", sentence));
        Assert.All(string.Concat(rule.Title, rule.Cause, rule.Cure), c => Assert.InRange(c, ' ', '~'));
        Assert.InRange(rule.Tags.Count, 1, 10);
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void Every_code_has_a_page_with_cause_example_fix_and_suppression(string code)
    {
        string[] lines = File.ReadAllLines(Repository.Path("docs", "rules", code + ".md"));

        Assert.Equal($"# {code}: {RuleCatalog.Find(code).Title}", lines[0]);
        Assert.Equal(Sections, lines.Where(line => line.StartsWith("## ", StringComparison.Ordinal)));
        Assert.InRange(lines.Length, 15, 40);
        Assert.All(LocalLinks().Matches(string.Join('\n', lines)).Select(link => link.Groups[1].Value), link =>
            Assert.True(File.Exists(Repository.Path("docs", "rules", link)), link));
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void The_examples_are_lines_that_would_be_printed(string code)
    {
        string page = File.ReadAllText(Repository.Path("docs", "rules", code + ".md"));
        string[] lines = ExampleBlock().Match(page).Groups["lines"].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.NotEmpty(lines);
        Assert.All(lines, line =>
        {
            Match match = ExampleLine().Match(line);
            Assert.Equal(code, match.Groups["code"].Value);
            Assert.Equal(RuleCatalog.Find(code).DefaultSeverity.ToString(), match.Groups["severity"].Value, ignoreCase: true);
            Assert.Equal(CanonicalLine.Text(match.Groups["text"].Value), match.Groups["text"].Value);
        });
    }

    [Fact]
    public void The_index_lists_every_code()
    {
        var index = new StringBuilder(
            """
            # Codes

            Every line PrivacyGate prints carries one of these codes. PG00xx: spec and input, PG01xx: budget, PG02xx: statistics,
            PG03xx: environment and engine, PG04xx: GitHub. This table is checked against the code by a test.

            | code | severity | meaning | cure |
            |---|---|---|---|

            """.ReplaceLineEndings("\n"));
        foreach (Rule rule in RuleCatalog.All)
        {
            index.Append(CultureInfo.InvariantCulture, $"| [{rule.Id}]({rule.Id}.md) | {SeverityWord(rule.DefaultSeverity)} | {rule.Title} | {rule.Cure} |\n");
        }

        index.Append(AnalyzerSection().Match(File.ReadAllText(Repository.Path("docs", "rules", "README.md")).ReplaceLineEndings("\n")).Value);
        Snapshot.MatchesFile(Repository.Path("docs", "rules", "README.md"), Encoding.UTF8.GetBytes(index.ToString()));
    }

    [Fact]
    public void Help_links_lead_to_the_pages() =>
        Assert.Equal("https://github.com/privacygate/privacygate/blob/main/docs/rules/PG0102.md", HelpLink.For("PG0102"));

    [Fact]
    public void An_unknown_code_is_a_mistake_not_a_warning() => Assert.Throws<KeyNotFoundException>(() => RuleCatalog.Find("PG9999"));

    private static string SeverityWord(Severity severity) => severity switch { Severity.Error => "error", Severity.Warning => "warning", _ => "message" };

    private static Dictionary<string, string> Constants() => typeof(DiagnosticIds)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .ToDictionary(field => field.Name, field => (string)field.GetRawConstantValue()!);

    /// <summary>The rules of the analyzers: PrivacyGate.Analyzers.Tests holds their pages and rows.</summary>
    [GeneratedRegex(@"^PG1[0-9]{3}\.md$")]
    private static partial Regex AnalyzerPage();

    [GeneratedRegex(@"\n## Analyzers\n.*", RegexOptions.Singleline)]
    private static partial Regex AnalyzerSection();

    [GeneratedRegex(@"\]\(([^):]+)\)")]
    private static partial Regex LocalLinks();

    [GeneratedRegex(@"^```text\n(?<lines>[^`]+)^```$", RegexOptions.Multiline)]
    private static partial Regex ExampleBlock();

    [GeneratedRegex(@"^\S.*: (?<severity>error|warning|message) (?<code>PG\d{4}): (?<text>.*)$")]
    private static partial Regex ExampleLine();
}
