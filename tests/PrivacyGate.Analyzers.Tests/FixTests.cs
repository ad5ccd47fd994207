using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using PrivacyGate.Analyzers.Catalog;
using PrivacyGate.Analyzers.Rules;
using PrivacyGate.CodeFixes;

namespace PrivacyGate.Analyzers.Tests;

/// <summary>What the fixes write.</summary>
public sealed class FixTests
{
    private const string Arrow = "--->\n";

    public static TheoryData<string> Rounded => CaseFile.Titles("round.fix.txt");

    public static TheoryData<string> Labelled => CaseFile.Titles("label.fix.txt");

    public static TheoryData<string> Strengthened => CaseFile.Titles("weak.fix.txt");

    [Theory]
    [MemberData(nameof(Rounded))]
    public Task Scores_are_rounded(string title) =>
        RunAsync<ScoreFlowAnalyzer, ScoreGuardFix>(ScoreGuardFix.Round, Descriptors.PublicScores, Files("round.fix.txt", title));

    [Theory]
    [MemberData(nameof(Labelled))]
    public Task The_label_is_kept_alone(string title) =>
        RunAsync<ScoreFlowAnalyzer, ScoreGuardFix>(ScoreGuardFix.Label, Descriptors.PublicScores, Files("label.fix.txt", title));

    [Theory]
    [InlineData(ScoreGuardFix.Label, "LabelOnly(Raw.Scores())", "Show the label alone")]
    [InlineData(ScoreGuardFix.Order, "OrderOnly(Raw.Scores())", "Show the order of the classes alone")]
    [InlineData(ScoreGuardFix.Round, "Round(Raw.Scores(), 2)", "Round the scores to 2 digits, which hides less")]
    public async Task The_title_says_what_is_left_of_the_scores(string key, string call, string title)
    {
        const string Source = "using PrivacyGate;\n\npublic class Api : ControllerBase\n{{\n    public float[] Predict() => {0};\n}}\n";
        var titles = new List<string>();
        var run = new FixRun<ScoreFlowAnalyzer, ScoreGuardFix>(
            key,
            Descriptors.PublicScores,
            (Filled(Source, "[|Raw.Scores()|]"), Filled(Source, "ScoreGuard." + call)))
        {
            CodeActionVerifier = (action, _) => titles.Add(action.Title),
        };

        await run.RunAsync();

        Assert.All(titles, found => Assert.Equal(title, found));
        Assert.NotEmpty(titles);
    }

    [Theory]
    [MemberData(nameof(Strengthened))]
    public Task A_weak_guard_is_made_strong(string title) =>
        RunAsync<WeakGuardAnalyzer, WeakGuardFix>(WeakGuardFix.Strengthen, Descriptors.WeakGuard, Files("weak.fix.txt", title));

    [Fact]
    public Task All_files_of_a_project_are_mended_at_once()
    {
        const string Before = "public class Api{0} : ControllerBase\n{{\n    public float[] Predict() => [|Raw.Scores()|];\n}}\n";
        const string After = "using PrivacyGate;\n\npublic class Api{0} : ControllerBase\n{{\n    public float[] Predict() => ScoreGuard.Round(Raw.Scores(), 2);\n}}\n";
        (string, string)[] files = [.. Enumerable.Range(0, 4).Select(static i => (Fill(Before, i), Fill(After, i)))];
        return RunAsync<ScoreFlowAnalyzer, ScoreGuardFix>(ScoreGuardFix.Round, Descriptors.PublicScores, files);
    }

    [Fact]
    public Task Line_ends_stay_as_they_are()
    {
        const string Before = "public class Api : ControllerBase\r\n{\r\n    public float[] Predict() => [|Raw.Scores()|];\r\n}\r\n";
        const string After = "using PrivacyGate;\r\n\r\npublic class Api : ControllerBase\r\n{\r\n    public float[] Predict() => ScoreGuard.Round(Raw.Scores(), 2);\r\n}\r\n";
        return RunAsync<ScoreFlowAnalyzer, ScoreGuardFix>(ScoreGuardFix.Round, Descriptors.PublicScores, (Before, After));
    }

    /// <summary>Outputs that no overload of ScoreGuard takes, and one number that has no label.</summary>
    [Theory]
    [InlineData("public object Scores() => {|PG1001:Raw.Session.Run(Raw.Inputs)|};", ScoreGuardFix.Round)]
    [InlineData("public float Predict() => {|PG1001:Raw.Confidence()|};", ScoreGuardFix.Label)]
    [InlineData("public float[][] Predict() => {|PG1001:new[] { Raw.Scores() }|};", ScoreGuardFix.Round)]
    public Task No_fix_is_offered_that_would_not_compile(string member, string key)
    {
        var source = $"public class Api : ControllerBase\n{{\n    {member}\n}}\n";
        return RunAsync<ScoreFlowAnalyzer, ScoreGuardFix>(key, Descriptors.PublicScores, (source, source));
    }

    private static Task RunAsync<TAnalyzer, TFix>(string key, DiagnosticDescriptor rule, params (string Before, string After)[] files)
        where TAnalyzer : DiagnosticAnalyzer, new()
        where TFix : CodeFixProvider, new() => new FixRun<TAnalyzer, TFix>(key, rule, files).RunAsync();

    private static (string Before, string After) Files(string name, string title)
    {
        var parts = CaseFile.Read(name)[title].Split(Arrow);
        return (parts[0], parts[1]);
    }

    private static string Filled(string text, string part) => string.Format(System.Globalization.CultureInfo.InvariantCulture, text, part);

    private static string Fill(string text, int number) => string.Format(System.Globalization.CultureInfo.InvariantCulture, text, number);
}
