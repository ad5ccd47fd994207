using Microsoft.CodeAnalysis;
using PrivacyGate.Analyzers.Catalog;

namespace PrivacyGate.Analyzers.Tests;

/// <summary>Every rule over its cases: those it reports, and those it leaves alone. All analyzers run over each.</summary>
public sealed class CaseTests
{
    private static readonly DiagnosticDescriptor[] Rules =
        [Descriptors.PublicScores, Descriptors.LoggedScores, Descriptors.UngatedModel, Descriptors.FailedModel, Descriptors.WeakGuard, Descriptors.ScoresWithIdentity];

    public static TheoryData<string, string> Reported => All("reported");

    public static TheoryData<string, string> Clean => All("clean");

    [Theory]
    [MemberData(nameof(Reported))]
    public Task A_rule_underlines(string rule, string title) => RunAsync(rule, "reported", title);

    [Theory]
    [MemberData(nameof(Clean))]
    public Task A_rule_leaves_alone(string rule, string title) => RunAsync(rule, "clean", title);

    [Fact]
    public void Every_rule_has_twelve_cases_of_each_kind() => Assert.All(Rules, rule =>
    {
        Assert.InRange(CaseFile.Read($"{rule.Id}.reported.txt").Count, 12, 99);
        Assert.InRange(CaseFile.Read($"{rule.Id}.clean.txt").Count, 12, 99);
        Assert.All(CaseFile.Read($"{rule.Id}.reported.txt").Values, source => Assert.Contains("[|", source, StringComparison.Ordinal));
    });

    private static Task RunAsync(string rule, string kind, string title) =>
        new AnalyzerRun(CaseFile.Read($"{rule}.{kind}.txt")[title], Surroundings.Models) { Marked = Rules.Single(one => one.Id == rule) }.RunAsync();

    private static TheoryData<string, string> All(string kind)
    {
        var data = new TheoryData<string, string>();
        foreach (var rule in Rules)
        {
            foreach (var title in CaseFile.Read($"{rule.Id}.{kind}.txt").Keys)
            {
                data.Add(rule.Id, title);
            }
        }

        return data;
    }
}
