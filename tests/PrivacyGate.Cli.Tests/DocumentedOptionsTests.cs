using System.Text.RegularExpressions;

namespace PrivacyGate.Cli.Tests;

public partial class DocumentedOptionsTests
{
    [Theory]
    [InlineData("check")]
    [InlineData("init")]
    [InlineData("inspect")]
    [InlineData("explain")]
    [InlineData("harden")]
    public void Every_option_of_help_stands_in_the_docs_and_the_other_way_round(string verb)
    {
        var help = Tool.Run(AppContext.BaseDirectory, verb, "--help");
        Assert.Equal(0, help.ExitCode);
        var page = File.ReadAllText(Repository.Path("docs", "cli.md"));
        var section = page[page.IndexOf($"\n## `{verb}`", StringComparison.Ordinal)..];
        section = section[..section.IndexOf("\n## ", 5, StringComparison.Ordinal)];

        Assert.Equal(Options(help.Output).Except(["--help", "--version"]), Options(section));
    }

    private static IEnumerable<string> Options(string text) =>
        Option().Matches(text).Select(static match => match.Value).Distinct().Order(StringComparer.Ordinal);

    [GeneratedRegex(@"--[a-z][a-z-]+")]
    private static partial Regex Option();
}
