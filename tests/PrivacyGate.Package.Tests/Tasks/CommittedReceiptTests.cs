using PrivacyGate.MSBuild;
using PrivacyGate.Package.Tests.Infrastructure;

namespace PrivacyGate.Package.Tests.Tasks;

/// <summary>A fresh clone has no last run: the receipt beside the model says what was measured, while it is about this very model.</summary>
public sealed class CommittedReceiptTests : IDisposable
{
    private const string Figure = "loss attack advantage 0.79 (95% CI 0.74-0.83) exceeds budget 0.20";

    private readonly TemporaryFolder folder = new();
    private readonly string model;

    public CommittedReceiptTests()
    {
        model = folder.Write("credit.onnx", "a model");
        folder.Write("train.csv", "x");
    }

    [Fact]
    public void A_receipt_of_this_model_data_and_budget_counts()
    {
        Commit(Audit("fail", Figure));
        Assert.Equal(new CommittedReceipt("fail", Figure), Read("0.20"));
        Assert.Equal(new CommittedReceipt("fail", Figure), Read(null));
    }

    [Fact]
    public void A_clone_without_the_records_has_the_receipt_alone()
    {
        Commit(Audit("fail", Figure));
        File.Delete(folder.File("train.csv"));
        Assert.Equal("fail", Read("0.20")?.Verdict);
    }

    [Theory]
    [InlineData("credit.onnx")]
    [InlineData("train.csv")]
    public void A_receipt_of_another_model_or_of_other_data_says_nothing(string changed)
    {
        Commit(Audit("fail", Figure));
        folder.Write(changed, "another");
        Assert.Null(Read("0.20"));
    }

    [Fact]
    public void A_receipt_of_another_budget_says_nothing()
    {
        Commit(Audit("fail", Figure));
        Assert.Null(Read("0.80"));
    }

    [Fact]
    public void A_receipt_of_another_spec_says_nothing()
    {
        var spec = folder.Write("privacygate.json", "{}");
        Commit(Audit("pass", Figure), ScriptedAudit.HashOf(spec));
        Assert.Equal("pass", CommittedReceipt.Read(Stated(spec, null), "quick")?.Verdict);
        folder.Write("privacygate.json", "{ }");
        Assert.Null(CommittedReceipt.Read(Stated(spec, null), "quick"));
    }

    [Fact]
    public void Of_several_audits_the_worst_counts()
    {
        Commit(Audit("pass", "p") + "," + Audit("invalid", "i") + "," + Audit("inconclusive", "u"));
        Assert.Equal(new CommittedReceipt("invalid", "i"), Read(null));
    }

    [Fact]
    public void What_another_profile_left_undecided_says_nothing()
    {
        Commit(Audit("inconclusive", Figure));
        Assert.NotNull(CommittedReceipt.Read(Stated(null, null), "quick"));
        Assert.Null(CommittedReceipt.Read(Stated(null, null), "standard"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no receipt")]
    [InlineData("[]")]
    [InlineData("{ \"receipt\": 2 }")]
    [InlineData("{ \"receipt\": 1 }")]
    public void Something_else_beside_the_model_says_nothing(string text)
    {
        folder.Write("credit.onnx.privacy.json", text);
        Assert.Null(Read(null));
    }

    public void Dispose() => folder.Dispose();

    private CommittedReceipt? Read(string? maxAdvantage) => CommittedReceipt.Read(Stated(null, maxAdvantage), "quick");

    private StatedModel Stated(string? spec, string? maxAdvantage) => new(model, "classification", [("members", folder.File("train.csv"))], spec, maxAdvantage);

    private string Audit(string verdict, string figure) =>
        $$$"""{ "name": "credit", "verdict": "{{{verdict}}}", "figure": "{{{figure}}}", "dataSha256": { "members": "{{{ScriptedAudit.HashOf(folder.File("train.csv"))}}}" }, "metrics": { "advantage": { "value": 0.79, "budget": 0.2 } } }""";

    private void Commit(string audits, string configSha256 = "00") => folder.Write(
        "credit.onnx.privacy.json",
        $$"""{ "receipt": 1, "profile": "quick", "modelSha256": "{{ScriptedAudit.HashOf(model)}}", "configSha256": "{{configSha256}}", "audits": [ {{audits}} ] }""");
}
