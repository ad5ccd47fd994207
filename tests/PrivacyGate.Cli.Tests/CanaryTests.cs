namespace PrivacyGate.Cli.Tests;

/// <summary>A report may be published where the model may be: nothing of a record is in any file of a run, nor on its console.</summary>
public class CanaryTests
{
    [Fact]
    public void No_subject_and_no_value_of_a_record_is_told_anywhere()
    {
        using var clinic = Clinic.Leaky();
        HashSet<string> values = [.. RecordSecrecyTests.Marked(clinic, "members.csv"), .. RecordSecrecyTests.Marked(clinic, "holdout.csv")];
        Assert.True(values.Count > 1000);
        clinic.WriteSpec("\"subject\": \"patient\", \"budget\": { \"advantage\": 0.20 }");

        var run = clinic.Check();

        Assert.Equal(1, run.ExitCode);
        string[] files = [.. Directory.EnumerateFiles(clinic.File("out"))];
        Assert.Contains(files, file => file.EndsWith("report.html", StringComparison.Ordinal));
        Assert.All([.. files.Select(File.ReadAllText), string.Join('\n', run.Lines)], told =>
        {
            Assert.DoesNotContain("canary", told, StringComparison.OrdinalIgnoreCase);
            Assert.Empty(RecordSecrecyTests.Number().Matches(told).Select(match => match.Value).Intersect(values));
        });
    }
}
