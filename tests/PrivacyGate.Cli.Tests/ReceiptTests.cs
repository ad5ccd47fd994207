using System.Security.Cryptography;
using System.Text.Json;

namespace PrivacyGate.Cli.Tests;

public class ReceiptTests
{
    private const string Name = "tumour.onnx.privacy.json";

    [Fact]
    public void A_receipt_stands_beside_the_model_and_names_what_was_audited()
    {
        using var clinic = Clinic.Leaky();

        Assert.Equal(1, clinic.Check("--receipt").ExitCode);

        using var receipt = JsonDocument.Parse(clinic.Read(Name));
        var root = receipt.RootElement;
        Assert.Equal(Hash(clinic, "tumour.onnx"), root.GetProperty("modelSha256").GetString());
        Assert.Equal(Hash(clinic, "privacygate.json"), root.GetProperty("configSha256").GetString());
        var audit = root.GetProperty("audits")[0];
        Assert.Equal(Hash(clinic, "members.csv"), audit.GetProperty("dataSha256").GetProperty("members").GetString());
        Assert.Equal(Hash(clinic, "holdout.csv"), audit.GetProperty("dataSha256").GetProperty("nonMembers").GetString());
        Assert.Equal("classification", audit.GetProperty("task").GetString());
        Assert.Equal("fail", audit.GetProperty("verdict").GetString());
        Assert.Matches(@"^\S+ attack advantage 0\.\d+ \(95% CI 0\.\d+-0\.\d+\) exceeds budget 0\.20$", audit.GetProperty("figure").GetString());
        Assert.Equal("PG0102", audit.GetProperty("codes")[0].GetString());
        Assert.Equal(0.2, audit.GetProperty("metrics").GetProperty("advantage").GetProperty("budget").GetDouble());
        Assert.DoesNotContain(clinic.Path, clinic.Read(Name), StringComparison.Ordinal);
    }

    /// <summary>A leak is not hidden by sending fewer records.</summary>
    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 4)]
    public void With_fewer_records_than_before_an_inconclusive_verdict_fails_on_a_build_server(bool onBuildServer, int exitCode)
    {
        using var clinic = Clinic.Private();
        clinic.WriteSpec("\"budget\": { \"advantage\": 0.10 }");
        Assert.Equal(0, clinic.Check("--receipt").ExitCode);
        var server = new Dictionary<string, string?> { ["CI"] = onBuildServer ? "true" : null };
        string[] check = ["check", "--out", "out", "--profile", "quick"];
        Assert.DoesNotContain("PG0231", Tool.RunAsProcess(clinic.Path, server, check).Output, StringComparison.Ordinal);
        clinic.Write("members.csv", string.Join('\n', clinic.Read("members.csv").Split('\n').Where(static (_, row) => row % 7 == 0)));

        var run = Tool.RunAsProcess(clinic.Path, server, check);

        Assert.Contains("warning PG0231: tumour.onnx: this audit has 40 members and 284 non-members, and tumour.onnx.privacy.json was written with 285 and 284, so", run.Output, StringComparison.Ordinal);
        Assert.Contains($"{(onBuildServer ? "error" : "warning")} PG0201", run.Output, StringComparison.Ordinal);
        Assert.Equal(exitCode, run.ExitCode);
    }

    [Theory]
    [InlineData("no receipt")]
    [InlineData("{ \"receipt\": 1, \"audits\": [ { \"name\": \"tumour\", \"members\": \"many\" } ] }")]
    [InlineData("{ \"receipt\": 2 }")]
    [InlineData("[]")]
    public void A_receipt_that_cannot_be_read_is_told_and_hides_no_verdict(string text)
    {
        using var clinic = Clinic.Leaky();
        clinic.Write(Name, text);
        var run = clinic.Check();
        Assert.Contains("warning PG0231: tumour.onnx: tumour.onnx.privacy.json is no receipt of this version", run.Output, StringComparison.Ordinal);
        Assert.Equal(1, run.ExitCode);
    }

    [Fact]
    public void The_same_audit_gives_the_same_receipt_also_from_the_cache()
    {
        using var clinic = Clinic.Private();
        clinic.Check("--receipt");
        var first = clinic.Read(Name);
        File.Delete(clinic.File(Name));
        clinic.Check("--receipt", "--cache", "cache");
        Assert.Equal(first, clinic.Read(Name));
        File.Delete(clinic.File(Name));
        clinic.Check("--receipt", "--cache", "cache");
        Assert.Equal(first, clinic.Read(Name));
    }

    [Fact]
    public void Without_the_option_and_for_a_model_that_cannot_be_read_none_is_written()
    {
        using var clinic = Clinic.Private();
        clinic.Check();
        Assert.False(File.Exists(clinic.File(Name)));
        clinic.Write("tumour.onnx", "no model");

        Assert.Equal(3, clinic.Check("--receipt").ExitCode);
        Assert.False(File.Exists(clinic.File(Name)));
    }

    [Fact]
    public void Two_audits_of_one_file_share_its_receipt()
    {
        using var clinic = Clinic.Private();
        clinic.WriteSpec("\"name\": \"a\" }, { \"path\": \"tumour.onnx\", \"name\": \"b\", \"members\": \"members.csv\", \"nonMembers\": \"holdout.csv\", \"label\": \"diagnosis\", \"classes\": [\"benign\", \"malignant\"]");

        clinic.Check("--receipt");

        using var receipt = JsonDocument.Parse(clinic.Read(Name));
        Assert.Equal(["a", "b"], receipt.RootElement.GetProperty("audits").EnumerateArray().Select(static audit => audit.GetProperty("name").GetString()));
    }

    [Fact]
    public void A_receipt_that_cannot_be_written_does_not_hide_a_failure()
    {
        using var clinic = Clinic.Leaky();
        Directory.CreateDirectory(clinic.File(Name));

        var run = clinic.Check("--receipt");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("error PG0102", run.Output, StringComparison.Ordinal);
        Assert.Contains("error PG0014: cannot write tumour.onnx.privacy.json", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(clinic.Path, run.Output, StringComparison.Ordinal);
        Assert.Contains("error\tPG0102", clinic.Read("out/verdict.tsv"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_receipt_that_cannot_be_written_is_an_error_of_a_run_that_would_pass()
    {
        using var clinic = Clinic.Private();
        Directory.CreateDirectory(clinic.File(Name));

        var run = clinic.Check("--receipt");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("error PG0014", run.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(clinic.File("out/verdict.tsv")));
    }

    [Fact]
    public void An_audit_that_was_cut_off_leaves_the_receipt_as_it_was()
    {
        using var clinic = Clinic.Private();
        clinic.Check("--receipt");
        var whole = clinic.Read(Name);

        var run = clinic.Check("--receipt", "--time-budget", "0.001s");

        Assert.Contains("warning PG0212", run.Output, StringComparison.Ordinal);
        Assert.Contains("warning PG0016: tumour.onnx: no receipt is written", run.Output, StringComparison.Ordinal);
        Assert.Equal(whole, clinic.Read(Name));
    }

    [Fact]
    public void A_receipt_is_not_written_for_half_of_the_audits_of_its_file()
    {
        using var clinic = Clinic.Private();
        clinic.Check("--receipt");
        var whole = clinic.Read(Name);
        clinic.WriteSpec("\"name\": \"a\" }, { \"path\": \"tumour.onnx\", \"name\": \"b\", \"members\": \"none.csv\", \"nonMembers\": \"holdout.csv\", \"label\": \"diagnosis\", \"classes\": [\"benign\", \"malignant\"]");

        var run = clinic.Check("--receipt");

        Assert.Equal(3, run.ExitCode);
        Assert.Contains("warning PG0016", run.Output, StringComparison.Ordinal);
        Assert.Equal(whole, clinic.Read(Name));
    }

    private static string Hash(Clinic clinic, string name) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(clinic.File(name))));
}
