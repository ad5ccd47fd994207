using System.Text.Json;

namespace PrivacyGate.Cli.Tests;

/// <summary>A model that answers a class and nothing else: what leaks through it is still found, and what cannot be run is told.</summary>
public class LabelOnlyModelTests
{
    [Fact]
    public void A_model_that_answers_labels_alone_is_audited_from_end_to_end()
    {
        using var clinic = Clinic.Leaky();
        clinic.WriteSpec("\"output\": { \"kind\": \"label\" }, \"labelOnly\": { \"queries\": 60 }, \"attacks\": [\"gap\", \"lira\", \"label-noise\", \"label-boundary\", \"label-transfer\"]");

        var run = clinic.Check();

        Assert.True(run.ExitCode is 0 or 1, run.Output);
        using var report = JsonDocument.Parse(clinic.Read("out/report.json"));
        var model = report.RootElement.GetProperty("models")[0];
        var measured = model.GetProperty("findings").EnumerateArray()
            .Where(finding => finding.GetProperty("metric").GetString() == "advantage" && finding.GetProperty("value").ValueKind == JsonValueKind.Number)
            .Select(finding => finding.GetProperty("attack").GetString());
        Assert.Equal(["battery", "gap", "label-boundary", "label-noise", "label-transfer"], measured.Distinct().Order());
        var attackers = model.GetProperty("findings").EnumerateArray()
            .Where(static finding => finding.GetProperty("metric").GetString() == "advantage@shadow-threshold")
            .Select(static finding => finding.GetProperty("attack").GetString());
        Assert.Equal(["gap", "label-boundary", "label-noise"], attackers.Order());
        Assert.Equal("lira", model.GetProperty("refused")[0].GetProperty("attack").GetString());
    }

    /// <summary>Local shadows only tell a threshold: where there are too few records for them, the audit runs without.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Too_few_reference_records_for_local_shadows_leave_the_attack_as_it_is(bool audited)
    {
        using var clinic = Clinic.Leaky();
        var lines = clinic.Read("holdout.csv").Split('\n')[..6];
        clinic.Write("reference.csv", string.Join('\n', lines.Select((line, row) => audited || row == 0 ? line : "1.25" + line[line.IndexOf(',', StringComparison.Ordinal)..])) + "\n");
        clinic.WriteSpec("\"attacks\": [\"gap\", \"label-noise\"], \"labelOnly\": { \"queries\": 12 }, \"reference\": \"reference.csv\", \"shadows\": { \"source\": \"reference\" }");

        var run = clinic.Check();

        Assert.True(run.ExitCode is 0 or 1, run.Output);
        Assert.Contains("\"label-noise\"", clinic.Read("out/report.json"), StringComparison.Ordinal);
        Assert.DoesNotContain("advantage@shadow-threshold", clinic.Read("out/report.json"), StringComparison.Ordinal);
    }

    [SharedFact("data", "location30")]
    public void Hiding_the_scores_of_an_overfitted_model_does_not_fool_the_gate()
    {
        using var check = Location30Check.Run("\"attacks\": [ \"gap\", \"label-noise\" ], \"labelOnly\": { \"queries\": 100 }");

        Assert.True(check.Figure("label-noise", "advantage", "lower") > check.Figure("gap", "advantage", "upper"), "noise must tell more than right and wrong");
    }
}
