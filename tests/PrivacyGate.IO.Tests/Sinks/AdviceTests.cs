using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using PrivacyGate.Auditing.Findings;
using PrivacyGate.Auditing.Units;
using PrivacyGate.Gating;
using PrivacyGate.IO.Sinks.Markdown;
using PrivacyGate.IO.Sinks.Rules;
using PrivacyGate.IO.Sinks.View;

namespace PrivacyGate.IO.Tests.Sinks;

public sealed partial class AdviceTests
{
    [Theory]
    [InlineData(0.2, 0.12, 0.28, "the answer alone leaks. The label-only attack gap already reaches 0.200 (95% interval 0.120 to 0.280), over the budget of 0.10")]
    [InlineData(0.16, 0.08, 0.24, "over-fitting. At least half of the advantage, 0.160 of 0.310, is there for who sees the answer alone (attack gap)")]
    [InlineData(0.02, 0.0, 0.04, "the scores leak, not the answer. The label-only attack gap stays within the budget (upper bound 0.040)")]
    [InlineData(0.10, 0.02, 0.18, "Accuracy is 0.998 on members and 0.872 on non-members: stop training earlier")]
    public void The_cause_of_a_leak_is_read_off_the_label_only_attack(double value, double lower, double upper, string told) =>
        Assert.StartsWith(told, Plain(Advice.For(WithGap(value, lower, upper))[0]), StringComparison.Ordinal);

    [Fact]
    public void What_was_already_done_is_not_advised()
    {
        var model = WithGap(0.02, 0.0, 0.04);
        var rounded = model with { Recognition = ["output y (Div): probabilities of 5 classes; rounded to 2 digits; there is no logit to read"] };

        Assert.Contains("or coarser scores", Plain(Advice.For(model)[0]), StringComparison.Ordinal);
        Assert.Contains("the scores are rounded already", Plain(Advice.For(rounded)[0]), StringComparison.Ordinal);
        Assert.DoesNotContain("coarser", Plain(Advice.For(rounded)[0]), StringComparison.Ordinal);
        Assert.DoesNotContain(Advice.For(rounded).Select(Plain), static hint => hint.Contains("round them", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_code_of_the_verdict_is_cured()
    {
        string[] told = [.. Advice.For(WithGap(0.2, 0.12, 0.28)).Select(Plain)];

        Assert.Contains($"{RuleCatalog.Find(DiagnosticIds.AdvantageOverBudget).Cure} (PG0102)", told);
        Assert.Contains($"{RuleCatalog.Find(DiagnosticIds.NotMeasurable).Cure} (PG0205)", told);
    }

    [Fact]
    public void A_model_that_passed_needs_none() => Assert.Empty(Advice.For(SampleReports.Pass()));

    [Fact]
    public void A_reason_without_a_metric_names_none()
    {
        var model = SampleReports.Inconclusive();
        Violation late = new(DiagnosticIds.StoppedEarly, "", "", SliceIds.All, null, null, null, null, null, "the time budget ended");

        var advice = Plain(Assert.Single(Advice.For(model with { Verdict = model.Verdict with { Violations = [late] } })));

        Assert.Equal($"{RuleCatalog.Find(DiagnosticIds.StoppedEarly).Cure} (PG0212)", advice);
    }

    [Theory]
    [InlineData("fail")]
    [InlineData("inconclusive")]
    [InlineData("invalid")]
    [InlineData("hostile")]
    public void Report_md_and_report_html_say_the_same(string name)
    {
        var run = SampleReports.Of(name);
        string[] expected = [.. Advice.For(run.Report.Models[0]).Select(static hint => MarkdownText.Line(hint.Capitalized))];
        var markdown = Encoding.UTF8.GetString(SinkSnapshotTests.Bytes("report.md", run));
        var list = Section().Match(Encoding.UTF8.GetString(SinkSnapshotTests.Bytes("report.html", run))).Groups[1].Value;
        string[] items = [.. Item().Matches(list).Select(static item => WebUtility.HtmlDecode(Tag().Replace(item.Groups[1].Value, "")))];

        Assert.NotEmpty(expected);
        Assert.Contains($"**What to do**\n\n{string.Join('\n', expected.Select(static line => "- " + line))}\n\n", markdown, StringComparison.Ordinal);
        Assert.Equal(Advice.For(run.Report.Models[0]).Select(static hint => Plain(hint.Capitalized)), items);
        Assert.All(items, static item => Assert.True(char.IsUpper(item[0]) || item.StartsWith("city=", StringComparison.Ordinal), item));
    }

    [Fact]
    public void What_is_no_id_of_an_attack_is_named_and_not_linked()
    {
        var unknown = Phrase.Of($"{Phrase.Attack("../evil](x)")}");

        Assert.Equal("`../evil](x)`", MarkdownText.Line(unknown));
        Assert.Contains("docs/attacks/gap.md", MarkdownText.Line(Phrase.Of($"{Phrase.Attack("gap")}")), StringComparison.Ordinal);
    }

    private static ModelResult WithGap(double value, double lower, double upper)
    {
        var model = SampleReports.Fail();
        var gap = model.Report.Findings.First(static finding => finding is { Attack: "loss", Metric: MetricIds.Advantage }) with
        {
            Attack = "gap",
            ShownBy = "gap",
            Value = value,
            Lower = lower,
            Upper = upper,
        };
        return model with { Report = model.Report with { Findings = [.. model.Report.Findings, gap] } };
    }

    private static string Plain(Phrase advice) =>
        string.Concat(advice.Parts.Select(static part => part.Style == PhraseStyle.Name ? PlainText.Clip(PlainText.OneLine(part.Text), PlainText.NameLimit) : part.Text));

    [GeneratedRegex("<h3>What to do</h3>\n<ul>(.*?)</ul>", RegexOptions.Singleline)]
    private static partial Regex Section();

    [GeneratedRegex("<li>(.*?)</li>", RegexOptions.Singleline)]
    private static partial Regex Item();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();
}
