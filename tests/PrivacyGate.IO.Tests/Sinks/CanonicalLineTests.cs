using System.Text.RegularExpressions;
using PrivacyGate.IO.Printing;

namespace PrivacyGate.IO.Tests.Sinks;

public sealed partial class CanonicalLineTests
{
    [Theory]
    [InlineData("src/Credit/Credit.csproj", 14, 5, Severity.Error, "PG0102", "models/credit.onnx: loss attack advantage 0.31 (95% CI 0.28-0.34) exceeds budget 0.10",
        "src/Credit/Credit.csproj(14,5): error PG0102: models/credit.onnx: loss attack advantage 0.31 (95% CI 0.28-0.34) exceeds budget 0.10")]
    [InlineData("privacygate.json", 7, 0, Severity.Warning, "PG0201", "inconclusive", "privacygate.json(7,1): warning PG0201: inconclusive")]
    [InlineData("privacygate.json", 0, 0, Severity.Error, "PG0002", "no JSON", "privacygate.json : error PG0002: no JSON")]
    [InlineData("C:\\Größe (x86)\\privacygate.json", 3, 4, Severity.Error, "PG0002", "no JSON", "C:\\Größe (x86)\\privacygate.json(3,4): error PG0002: no JSON")]
    [InlineData("a.json", 1, 1, Severity.Error, "PG0006", "CI [3.1, 5.5] of 'Größe'\tis\nwide \u202E!", "a.json(1,1): error PG0006: CI (3.1, 5.5) of 'Gr\\u00F6\\u00DFe' is wide \\u202E!")]
    public void Lines_are_those_that_msbuild_reads(string path, int line, int column, Severity severity, string id, string message, string expected) =>
        Assert.Equal(expected, CanonicalLine.Format(new Diagnostic(id, severity, message, new SourceLocation(path, line, column))));

    [Fact]
    public void Without_a_file_the_program_is_the_origin() =>
        Assert.Equal("privacygate : error PG0011: what?", CanonicalLine.Format(Diagnostic.Error("PG0011", "what?")));

    [Fact]
    public void Hostile_text_never_looks_like_another_place_code_or_command()
    {
        foreach (var text in Hostile.All)
        {
            var line = CanonicalLine.Format(Diagnostic.Error("PG0003", text, new SourceLocation("privacygate.json", 7, 22)));

            var match = SetupDotnetMatcher().Match(line + " [/src/Credit/Credit.csproj::TargetFramework=net10.0]");
            Assert.True(match.Success, line);
            Assert.Equal("privacygate.json", match.Groups[1].Value);
            Assert.Equal("7", match.Groups[2].Value);
            Assert.Equal("PG0003", match.Groups[4].Value);
            Assert.Equal(CanonicalLine.Text(text), match.Groups[5].Value);
            Assert.DoesNotContain("##[", line, StringComparison.Ordinal);
            Assert.All(line, c => Assert.InRange(c, ' ', '~'));
        }
    }

    [Fact]
    public void Hostile_paths_stay_one_origin()
    {
        foreach (var path in Hostile.All)
        {
            var line = CanonicalLine.Format(Diagnostic.Error("PG0003", "text", new SourceLocation($"::{path}", 7, 22)));

            var match = MsBuildCanonical().Match(line);
            Assert.True(match.Success, line);
            Assert.Equal("error", match.Groups["CATEGORY"].Value);
            Assert.Equal("PG0003", match.Groups["CODE"].Value);
            Assert.EndsWith("(7,22)", match.Groups["ORIGIN"].Value, StringComparison.Ordinal);
            Assert.False(line.TrimStart().StartsWith("::", StringComparison.Ordinal));
            Assert.DoesNotContain("##[", line, StringComparison.Ordinal);
            Assert.DoesNotContain(line, char.IsControl);
        }
    }

    [Fact]
    public void A_line_with_its_text_already_safe_is_left_alone()
    {
        foreach (var text in Hostile.All)
        {
            var once = CanonicalLine.Text(text);
            Assert.Equal(once, CanonicalLine.Text(once));
        }
    }

    // actions/setup-dotnet, .github/csc.json, first pattern, as of 2026-11.
    [GeneratedRegex(@"^(.*)\((\d+)[,\d]*\):\s+(error|warning)\s+([^:]+):\s*(.*?)\s+\[(.*?)\]$")]
    private static partial Regex SetupDotnetMatcher();

    // dotnet/msbuild, CanonicalError.cs: origin, subcategory, category, code, text.
    [GeneratedRegex(@"^\s*(((?<ORIGIN>(((\d+>)?[a-zA-Z]?:[^:]*)|([^:]*))):)|())(?<SUBCATEGORY>(()|([^:]*? )))(?<CATEGORY>(error|warning))( \s*(?<CODE>[^: ]*))?\s*:(?<TEXT>.*)$")]
    private static partial Regex MsBuildCanonical();
}
