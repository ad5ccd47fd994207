using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using PrivacyGate.Analyzers.Catalog;
using PrivacyGate.Analyzers.Rules;
using PrivacyGate.CodeFixes;

namespace PrivacyGate.Analyzers.Tests;

/// <summary>What the assemblies need, and what every rule has.</summary>
public sealed class AssemblyTests
{
    private const string Pages = "https://github.com/privacygate/privacygate/blob/main/docs/rules/";

    private static readonly string[] AnalyzerReferences = ["netstandard", "Microsoft.CodeAnalysis", "Microsoft.CodeAnalysis.CSharp", "System.Collections.Immutable"];

    private static readonly string[] FixReferences = [.. AnalyzerReferences, "Microsoft.CodeAnalysis.Workspaces", "PrivacyGate.Analyzers"];

    public static TheoryData<string> Ids => [.. Rules.Select(static rule => rule.Id)];

    private static IEnumerable<DiagnosticDescriptor> Rules => AnalyzerRun.Analyzers.SelectMany(static analyzer => analyzer.SupportedDiagnostics);

    [Fact]
    public void The_analyzers_load_in_the_compiler_of_Roslyn_4_8() => LoadsIn48(typeof(ScoreFlowAnalyzer).Assembly, AnalyzerReferences);

    [Fact]
    public void The_fixes_load_in_the_editor_of_Roslyn_4_8() => LoadsIn48(typeof(ScoreGuardFix).Assembly, FixReferences);

    [Fact]
    public void These_tests_run_on_the_compiler_of_Roslyn_4_8() => Assert.Equal(new Version(4, 8, 0, 0), typeof(CSharpCompilation).Assembly.GetName().Version);

    [Fact]
    public void Every_id_has_one_rule() => Assert.Equal(
        typeof(RuleIds).GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static).Select(static field => (string)field.GetRawConstantValue()!).Order(),
        Rules.Select(static rule => rule.Id).Order());

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_rule_links_its_page_and_is_tracked(string id)
    {
        var rule = Rules.Single(one => one.Id == id);
        Assert.Equal($"{Pages}{id}.md", rule.HelpLinkUri);
        Assert.StartsWith($"# {id}: {rule.Title}\n", Page(id), StringComparison.Ordinal);
        Assert.Contains($"{id} | {rule.Category} | {rule.DefaultSeverity} | {rule.Title}", File.ReadAllText(Repository.Path("src", "PrivacyGate.Analyzers", "AnalyzerReleases.Unshipped.md")), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_rule_has_a_row_in_the_index() => Assert.All(Rules, static rule =>
        Assert.Contains($"| [{rule.Id}]({rule.Id}.md) | {rule.DefaultSeverity.ToString().ToLowerInvariant()} | {rule.Title} |", File.ReadAllText(Repository.Path("docs", "rules", "README.md")), StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_page_has_cause_example_fix_and_suppression(string id) => Assert.Equal(
        ["## Cause", "## Example", "## Fix", "## Suppress"],
        Page(id).Split('\n').Where(static line => line.StartsWith("## ", StringComparison.Ordinal)));

    [Fact]
    public void No_page_is_orphaned() => Assert.Equal(
        Rules.Select(static rule => rule.Id + ".md").Order(),
        Directory.GetFiles(Repository.Path("docs", "rules"), "PG1???.md").Select(static path => Path.GetFileName(path)).Order());

    [Fact]
    public void The_fixes_are_of_rules_that_there_are() => Assert.All(
        new CodeFixProvider[] { new ScoreGuardFix(), new WeakGuardFix() }.SelectMany(static fix => fix.FixableDiagnosticIds),
        static id => Assert.Contains(Rules, rule => rule.Id == id));

    private static string Page(string id) => File.ReadAllText(Repository.Path("docs", "rules", id + ".md")).ReplaceLineEndings("\n");

    private static void LoadsIn48(Assembly assembly, string[] allowed)
    {
        using var image = new PEReader(File.OpenRead(assembly.Location));
        var reader = image.GetMetadataReader();
        var references = reader.AssemblyReferences.Select(handle => reader.GetAssemblyReference(handle).GetAssemblyName()).ToList();
        Assert.All(references, reference => Assert.Contains(reference.Name, allowed));
        Assert.All(references.Where(static reference => reference.Name!.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal)), static reference => Assert.Equal(new Version(4, 8, 0, 0), reference.Version));
        Assert.All(references.Where(static reference => reference.Name == "System.Collections.Immutable"), static reference => Assert.Equal(7, reference.Version!.Major));
    }
}
