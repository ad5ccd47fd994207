using System.Text.RegularExpressions;

namespace PrivacyGate.Cli.Tests;

public partial class ShadowCacheTests
{
    private const int Shadows = 8;

    [Fact]
    public void A_run_that_was_killed_is_gone_on_with_and_ends_as_if_it_had_not_been()
    {
        using var clinic = Lira(Clinic.Leaky());
        using (var process = Tool.Start(clinic.Path, "check", "--out", "out", "--cache", "cache"))
        {
            SpinWait.SpinUntil(() => Kept(clinic).Length > 0 || process.HasExited, TimeSpan.FromMinutes(3));
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
        }

        var before = Kept(clinic).ToDictionary(path => path, File.GetLastWriteTimeUtc);
        Assert.NotEmpty(before);
        Check(clinic);

        Assert.Equal(Shadows, Kept(clinic).Length);
        Assert.All(before, file => Assert.Equal(file.Value, File.GetLastWriteTimeUtc(file.Key)));
        var resumed = WithoutSeconds(clinic);
        clinic.Check();
        Assert.Equal(WithoutSeconds(clinic), resumed);
    }

    [Theory]
    [InlineData("data")]
    [InlineData("model")]
    [InlineData("seed")]
    public void Whatever_shadows_follow_from_makes_new_ones(string change)
    {
        using var clinic = Lira(Clinic.Leaky());
        Check(clinic);
        var before = Kept(clinic);
        switch (change)
        {
            case "data":
                File.WriteAllLines(clinic.File("members.csv"), File.ReadAllLines(clinic.File("members.csv"))[..^1]);
                break;
            case "model":
                File.Copy(Repository.Path("samples", "PrivateClinic", "models", "tumour.onnx"), clinic.File("tumour.onnx"), overwrite: true);
                break;
            default:
                Lira(clinic, "\"seed\": 7,");
                break;
        }

        Check(clinic);

        Assert.Equal(2 * Shadows, Kept(clinic).Length);
        Assert.All(before, path => Assert.True(File.Exists(path)));
    }

    [Fact]
    public void A_new_budget_or_a_further_attack_on_them_trains_none_again()
    {
        using var clinic = Lira(Clinic.Leaky());
        Check(clinic);
        var before = Kept(clinic).ToDictionary(path => path, File.GetLastWriteTimeUtc);

        clinic.WriteSpec($"\"attacks\": [\"lira\", \"rmia\", \"attack-r\"], \"budget\": {{ \"advantage\": 0.95 }}, \"shadows\": {{ \"count\": {Shadows} }}");
        Check(clinic);

        Assert.Equal(before, Kept(clinic).ToDictionary(path => path, File.GetLastWriteTimeUtc));
    }

    [Fact]
    public void A_damaged_shadow_is_trained_again()
    {
        using var clinic = Lira(Clinic.Leaky());
        Check(clinic);
        var report = WithoutSeconds(clinic);
        Directory.EnumerateFiles(clinic.File("cache"), "*.json").ToList().ForEach(File.Delete);
        var damaged = Kept(clinic)[0];
        File.WriteAllBytes(damaged, File.ReadAllBytes(damaged)[..^5]);

        Check(clinic);

        Assert.Equal(report, WithoutSeconds(clinic));
    }

    [Fact]
    public void A_time_budget_in_which_nothing_was_measured_is_an_error_and_says_what_was_not_run()
    {
        using var clinic = Clinic.Private();
        clinic.WriteSpec("\"attacks\": [\"loss\", \"lira\"], \"budget\": { \"advantage\": 0.20 }");

        var run = clinic.Check("--time-budget", "0.001s", "--cache", "cache");

        Assert.Equal(3, run.ExitCode);
        Assert.Contains("\"verdict\": \"invalid\"", clinic.Read("out/report.json"), StringComparison.Ordinal);
        Assert.Contains("error\tPG0207", clinic.Read("out/verdict.tsv"), StringComparison.Ordinal);
        Assert.Contains("PG0212", clinic.Read("out/verdict.tsv"), StringComparison.Ordinal);
        Assert.Contains("before the model was queried about all records", clinic.Read("out/report.json"), StringComparison.Ordinal);
        Assert.Empty(Kept(clinic));
        Assert.DoesNotContain(clinic.Names(), static name => name.StartsWith("cache/", StringComparison.Ordinal) && !name.EndsWith(".lock", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("5x")]
    [InlineData("-1s")]
    [InlineData("1,5m")]
    public void A_time_budget_that_is_none_is_refused(string budget)
    {
        using var clinic = Clinic.Private();

        Assert.Equal(2, clinic.Check("--time-budget", budget).ExitCode);
    }

    private static Clinic Lira(Clinic clinic, string more = "")
    {
        clinic.WriteSpec($"{more} \"attacks\": [\"lira\"], \"budget\": {{ \"advantage\": 0.20 }}, \"shadows\": {{ \"count\": {Shadows} }}");
        return clinic;
    }

    private static void Check(Clinic clinic) => clinic.Check("--cache", "cache");

    private static string[] Kept(Clinic clinic)
    {
        var folder = clinic.File("cache", "shadows");
        return Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "*.shadow").Order()] : [];
    }

    /// <summary>The report without the one figure that differs between equal runs.</summary>
    private static string WithoutSeconds(Clinic clinic) => Seconds().Replace(clinic.Read("out/report.json"), "\"seconds\": 0");

    [GeneratedRegex("\"seconds\": [0-9.eE+-]+")]
    private static partial Regex Seconds();
}
