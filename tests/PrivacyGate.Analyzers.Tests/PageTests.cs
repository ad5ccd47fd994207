using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace PrivacyGate.Analyzers.Tests;

/// <summary>The example of a page gives the line that the page shows, in a project whose one model failed. No analyzer reads a file.</summary>
public sealed partial class PageTests
{
    private const string Receipt = "receipts/credit.json";

    private static readonly (string, string, string)[] FailedModel =
        [(Receipt, "Model", "models/credit.onnx"), (Receipt, "Verdict", "fail"), (Receipt, "Figure", Surroundings.Figure)];

    [Theory]
    [InlineData("PG1001")]
    [InlineData("PG1002")]
    [InlineData("PG1003")]
    [InlineData("PG1004")]
    [InlineData("PG1006")]
    [InlineData("PG1007")]
    public async Task The_example_gives_the_line_below_it(string id)
    {
        var page = Page(id);
        Assert.Equal(Line().Match(page).Groups["line"].Value, Assert.Single(await FindAsync(Code().Match(page).Groups["code"].Value, FailedModel)));
    }

    [Fact]
    public async Task The_example_of_data_gives_the_line_below_it() => Assert.Equal(
        Line().Match(Page("PG1005")).Groups["line"].Value,
        Assert.Single(await FindAsync("public class Empty;", ("data/train.csv", "Data", "members"), ("data/train.csv", "Ships", "true"))));

    private static string Page(string id) => File.ReadAllText(Repository.Path("docs", "rules", id + ".md")).ReplaceLineEndings("\n");

    private static async Task<IReadOnlyList<string>> FindAsync(string source, params (string, string, string)[] metadata)
    {
        string[] sources = [source, CaseFile.Text("support.cs.txt")];
        var trees = sources.Select(static (text, i) => CSharpSyntaxTree.ParseText(text, Surroundings.Language, i == 0 ? "Api.cs" : $"S{i}.cs"));
        var compilation = CSharpCompilation.Create("Page", trees, References.All, Surroundings.Compilation);
        Assert.DoesNotContain(compilation.GetDiagnostics(), static one => one.Severity == DiagnosticSeverity.Error);
        var found = await compilation.WithAnalyzers([.. AnalyzerRun.Analyzers], GateOptions.Of(metadata)).GetAnalyzerDiagnosticsAsync();
        return [.. found.Select(static one => one.ToString())];
    }

    [GeneratedRegex("```csharp\n(?<code>[^`]+)```")]
    private static partial Regex Code();

    [GeneratedRegex("```text\n(?<line>[^`]+)\n```")]
    private static partial Regex Line();
}
