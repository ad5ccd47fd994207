using System.Text.Json;
using PrivacyGate.IO.Spec;
using PrivacyGate.Run.Keeping;
using PrivacyGate.Run.Options;

namespace PrivacyGate.Cli.Tests;

/// <summary>What "knowledge" changes, and that it changes nothing unasked.</summary>
public class WhiteBoxTests
{
    private const string Attacks = "\"labelOnly\": { \"queries\": 60 }, \"attacks\": [\"gap\", \"label-noise\", \"label-boundary\"]";

    [Fact]
    public void Gradients_lead_label_boundary_and_nothing_else_where_the_spec_says_white_box()
    {
        using var clinic = Clinic.Private();
        var (black, _) = Curves(clinic, Attacks);
        var (white, warnings) = Curves(clinic, $"\"knowledge\": \"white-box\", {Attacks}");

        Assert.Equal(JsonSerializer.Serialize(black["gap"]), JsonSerializer.Serialize(white["gap"]));
        Assert.Equal(JsonSerializer.Serialize(black["label-noise"]), JsonSerializer.Serialize(white["label-noise"]));
        Assert.NotEqual(JsonSerializer.Serialize(black["label-boundary"]), JsonSerializer.Serialize(white["label-boundary"]));
        Assert.DoesNotContain("gradient", black["label-boundary"].GetProperty("description").GetString(), StringComparison.Ordinal);
        Assert.EndsWith("led by the model's gradients (white box)", white["label-boundary"].GetProperty("description").GetString(), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, white["gap"].GetProperty("description").ValueKind);
        Assert.DoesNotContain("PG0220", warnings);
    }

    /// <summary>The leaky model is a forest, first as it is, then as one that answers labels alone.</summary>
    [Theory]
    [InlineData("", "TreeEnsembleClassifier")]
    [InlineData("\"output\": { \"kind\": \"label\" }, ", "because the model answers labels only")]
    public void A_model_without_gradients_is_asked_for_labels_and_the_report_says_so(string output, string why)
    {
        using var clinic = Clinic.Leaky();
        var (black, _) = Curves(clinic, output + Attacks);
        var (white, warnings) = Curves(clinic, $"\"knowledge\": \"white-box\", {output}{Attacks}");

        Assert.Equal(JsonSerializer.Serialize(black["label-boundary"].GetProperty("points")), JsonSerializer.Serialize(white["label-boundary"].GetProperty("points")));
        Assert.Contains("; from labels alone, because ", white["label-boundary"].GetProperty("description").GetString(), StringComparison.Ordinal);
        Assert.Contains(why, white["label-boundary"].GetProperty("description").GetString(), StringComparison.Ordinal);
        Assert.Contains("PG0220", warnings);
    }

    [Fact]
    public void The_cache_knows_which_knowledge_an_audit_was_made_with()
    {
        using var clinic = Clinic.Private();
        string Key(string more)
        {
            clinic.WriteSpec(more);
            var spec = SpecReader.Read(clinic.File("privacygate.json"), null).Spec!.Models[0];
            return AuditKey.Of(spec, Profile.Quick, new string('0', 64), 1, new FileHashes(false), "1.30.0");
        }

        Assert.Equal(Key("\"seed\": 1"), Key("\"knowledge\": \"black-box\""));
        Assert.NotEqual(Key("\"seed\": 1"), Key("\"knowledge\": \"white-box\""));
    }

    [Fact]
    public void Explain_tells_the_knowledge_and_where_it_stands()
    {
        using var clinic = Clinic.Private();
        Assert.Matches(@"knowledge\W+black-box.*default", Tool.Run(clinic.Path, "explain").Output);
        clinic.WriteSpec("\"knowledge\": \"white-box\"");
        Assert.Matches(@"knowledge\W+white-box", Tool.Run(clinic.Path, "explain").Output);
    }

    private static (Dictionary<string, JsonElement> Curves, List<string?> Warnings) Curves(Clinic clinic, string more)
    {
        clinic.WriteSpec(more);
        var run = clinic.Check();
        Assert.True(run.ExitCode is 0 or 1, run.Output);
        using var report = JsonDocument.Parse(clinic.Read("out/report.json"));
        var model = report.RootElement.GetProperty("models")[0];
        return (
            model.GetProperty("queryCurves").EnumerateArray().ToDictionary(static curve => curve.GetProperty("attack").GetString()!, static curve => curve.Clone()),
            [.. model.GetProperty("warnings").EnumerateArray().Select(static warning => warning.GetProperty("code").GetString())]);
    }
}
