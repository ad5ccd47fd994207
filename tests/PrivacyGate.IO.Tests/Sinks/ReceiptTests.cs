using System.Globalization;
using System.Text;
using System.Text.Json;
using PrivacyGate.Gating;
using PrivacyGate.IO.Sinks.Receipts;
using PrivacyGate.Samples;

namespace PrivacyGate.IO.Tests.Sinks;

public class ReceiptTests
{
    [Theory]
    [InlineData("fail", "en-US")]
    [InlineData("fail", "de-DE")]
    public void Each_metric_has_its_largest_figure_in_lines_of_its_own(string name, string culture)
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            var model = SampleReports.Of(name).Report.Models[0];
            var text = Text(model with { Budget = model.Budget with { Epsilon = 0.5 } });

            Assert.Contains("\n        \"advantage\": {\n          \"value\": 0.31,\n          \"lower\": 0.281,\n          \"upper\": 0.343,\n          \"confidence\": 0.95,\n          \"attack\": \"loss\",\n          \"budget\": 0.1\n        }", text, StringComparison.Ordinal);
            Assert.Contains("\"epsilon\": {\n          \"value\": 1.4650297,\n          \"lower\": 1.4650297,\n          \"upper\": null,", text, StringComparison.Ordinal);
            Assert.DoesNotContain("tpr@fpr=0.001", text, StringComparison.Ordinal);
            Assert.DoesNotContain('\r', text);
            Assert.EndsWith("}\n", text, StringComparison.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void A_metric_that_the_budget_does_not_limit_has_none()
    {
        var model = SampleReports.Fail();
        Assert.DoesNotContain("\"epsilon\"", Text(model with { Budget = new(Advantage: 0.1) }), StringComparison.Ordinal);
    }

    [Fact]
    public void Metrics_stand_in_one_order_whatever_the_order_of_the_figures()
    {
        var model = SampleReports.Fail();
        var reversed = model with { Report = model.Report with { Findings = [.. model.Report.Findings.Reverse()] } };

        Assert.Equal(Text(model), Text(reversed));
    }

    [Theory]
    [InlineData("invalid")]
    [InlineData("hostile")]
    [InlineData("inconclusive")]
    public void Every_verdict_has_one(string name)
    {
        var model = SampleReports.Of(name).Report.Models[0];
        using var receipt = JsonDocument.Parse(Text(model));
        var audit = receipt.RootElement.GetProperty("audits")[0];

        // Half a character is no text: it is written as the sign for one that is missing.
        Assert.Equal(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(model.Name)), audit.GetProperty("name").GetString());
        Assert.Equal("regression", audit.GetProperty("task").GetString());
        Assert.NotNull(audit.GetProperty("figure").GetString());
        Assert.Equal(model.Verdict.Violations.Select(static violation => violation.Code).Distinct().Order(StringComparer.Ordinal), audit.GetProperty("codes").EnumerateArray().Select(static code => code.GetString()));
    }

    private static string Text(ModelResult model)
    {
        using var bytes = new MemoryStream();
        Receipt.Write(new ReceiptHeader("0.1.0", "quick", model.Sha256, "00"), [new AuditReceipt(model, [("members", "11"), ("nonMembers", "22")], ModelTask.Regression)], bytes);
        return Encoding.UTF8.GetString(bytes.ToArray());
    }
}
