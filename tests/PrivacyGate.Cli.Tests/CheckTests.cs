using System.Diagnostics;
using System.Text.Json;

namespace PrivacyGate.Cli.Tests;

public class CheckTests
{
    private static readonly string[] Reports = ["inputs.txt", "models.tsv", .. PlaceTests.Reports];

    [Fact]
    public void A_training_command_is_refused_where_the_spec_is_not_trusted()
    {
        using var clinic = Clinic.Private();
        clinic.Write("train.sh", "touch ran\n");
        clinic.WriteSpec("\"attacks\": [\"loss\", \"lira\"], \"shadows\": { \"command\": \"sh train.sh {members} {model}\" }");

        var run = clinic.Check("--no-command");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("error\tPG0018", clinic.Read("out/verdict.tsv"), StringComparison.Ordinal);
        Assert.False(File.Exists(clinic.File("ran")));
        clinic.WriteSpec("\"attacks\": [\"loss\"], \"budget\": { \"advantage\": 0.20 }");
        Assert.Equal(0, clinic.Check("--no-command").ExitCode);
    }

    [Fact]
    public void A_leaking_model_fails_with_one_coded_line_that_points_at_the_spec()
    {
        using var clinic = Clinic.Leaky();

        var run = clinic.CheckAsProcess();

        Assert.Equal(1, run.ExitCode);
        var error = Assert.Single(run.Lines, static line => line.Contains(" error ", StringComparison.Ordinal));
        Assert.StartsWith("privacygate.json(4,", error, StringComparison.Ordinal);
        Assert.Contains("error PG0102: tumour.onnx: loss attack advantage 0.", error, StringComparison.Ordinal);
        Assert.Equal(Reports, Directory.EnumerateFiles(clinic.File("out")).Select(Path.GetFileName).Where(static name => name != ".lock").Order(StringComparer.Ordinal));
        Assert.Equal("fail", VerdictOf(clinic));
    }

    [Fact]
    public void A_private_model_passes_and_says_so()
    {
        using var clinic = Clinic.Private();

        var run = clinic.CheckAsProcess();

        Assert.Equal(0, run.ExitCode);
        Assert.Contains(run.Lines, static line => line.Contains("pass", StringComparison.Ordinal));
        Assert.DoesNotContain(run.Lines, static line => line.Contains("error", StringComparison.Ordinal));
        Assert.Equal("pass", VerdictOf(clinic));
    }

    [Theory]
    [InlineData(false, 0, "warning PG0201")]
    [InlineData(true, 4, "error PG0201")]
    public void A_budget_too_tight_to_decide_is_inconclusive_and_fails_only_when_strict(bool strict, int exitCode, string line)
    {
        using var clinic = Clinic.Private();
        clinic.WriteSpec("\"budget\": { \"advantage\": 0.05 }");

        var run = strict ? clinic.CheckAsProcess("--strict") : clinic.CheckAsProcess();

        Assert.Equal(exitCode, run.ExitCode);
        Assert.Contains(run.Lines, printed => printed.Contains(line, StringComparison.Ordinal));
        Assert.Equal("inconclusive", VerdictOf(clinic));
    }

    [Fact]
    public void Same_input_gives_the_same_bytes_on_one_core_and_on_many()
    {
        using var clinic = Clinic.Leaky();
        var bytes = new List<string[]>();
        foreach (var cores in new[] { "1", "2", "7" })
        {
            Tool.RunAsProcess(clinic.Path, new Dictionary<string, string?> { ["DOTNET_PROCESSOR_COUNT"] = cores }, "check", "--out", "out");
            bytes.Add([.. Reports.Select(report => Convert.ToHexString(File.ReadAllBytes(clinic.File("out", report))))]);
        }

        Assert.Equal(bytes[0], bytes[1]);
        Assert.Equal(bytes[0], bytes[2]);
    }

    [Fact]
    public void The_order_of_records_does_not_change_the_figures()
    {
        using var clinic = Clinic.Leaky();
        clinic.Check();
        var before = Findings(clinic);

        var lines = File.ReadAllLines(clinic.File("members.csv"));
        clinic.Write("members.csv", string.Join('\n', lines.Skip(1).Reverse().Prepend(lines[0])) + "\n");
        clinic.Check();

        Assert.Equal(before, Findings(clinic));
    }

    [Fact]
    public void Every_figure_says_what_it_estimates_and_how()
    {
        using var clinic = Clinic.Leaky();
        clinic.Check();
        using var report = JsonDocument.Parse(clinic.Read("out/report.json"));

        var findings = report.RootElement.GetProperty("models")[0].GetProperty("findings").EnumerateArray().ToList();

        Assert.Contains(findings, static finding => finding.GetProperty("attack").GetString() == "battery");
        Assert.All(findings, static finding =>
        {
            Assert.NotEmpty(finding.GetProperty("estimand").GetString()!);
            Assert.NotEmpty(finding.GetProperty("method").GetString()!);
            Assert.NotEmpty(finding.GetProperty("adjustedFor").GetString()!);
        });
    }

    [Fact]
    public void One_broken_model_does_not_hide_the_verdict_of_the_next()
    {
        using var clinic = Clinic.Leaky();
        clinic.Write("privacygate.json", """
            { "models": [
              { "path": "absent.onnx", "members": "members.csv", "nonMembers": "holdout.csv", "label": "diagnosis" },
              { "path": "tumour.onnx", "members": "members.csv", "nonMembers": "holdout.csv", "label": "diagnosis" }
            ] }
            """);

        var run = clinic.Check();

        Assert.Equal(3, run.ExitCode);
        Assert.Contains(run.Lines, static line => line.Contains("error PG0020", StringComparison.Ordinal));
        Assert.Contains(run.Lines, static line => line.Contains("error PG0102", StringComparison.Ordinal));
    }

    [Fact]
    public void Paths_may_be_written_as_on_Windows()
    {
        using var clinic = Clinic.Leaky();
        Directory.CreateDirectory(clinic.File("data"));
        File.Move(clinic.File("members.csv"), clinic.File("data", "members.csv"));
        clinic.WriteSpec(members: "\".\\\\data\\\\members.csv\"");

        Assert.Equal(1, clinic.Check().ExitCode);
    }

    [Fact]
    public void A_folder_with_spaces_parentheses_and_umlauts_is_a_folder()
    {
        using var clinic = Clinic.Leaky();
        var odd = clinic.File("Ünïcode (x86) @%1 #");
        Directory.CreateDirectory(odd);
        foreach (var name in new[] { "tumour.onnx", "members.csv", "holdout.csv", "privacygate.json" })
        {
            File.Move(clinic.File(name), Path.Combine(odd, name));
        }

        Assert.Equal(1, Tool.RunAsProcess(odd, "check").ExitCode);
        Assert.True(File.Exists(Path.Combine(odd, "privacygate-report", "report.json")));
    }

    [UnixFact]
    public void A_console_nobody_can_read_does_not_change_the_verdict()
    {
        foreach (var redirection in new[] { "> /dev/full", ">&-" })
        {
            using var clinic = Clinic.Private();
            var start = new ProcessStartInfo("sh") { WorkingDirectory = clinic.Path };
            start.ArgumentList.Add("-c");
            start.ArgumentList.Add($"dotnet exec '{Path.Combine(AppContext.BaseDirectory, "privacygate.dll")}' check --profile quick --out out {redirection}");
            using var process = Process.Start(start)!;
            process.WaitForExit();

            Assert.Equal(0, process.ExitCode);
            Assert.Equal("pass", VerdictOf(clinic));
        }
    }

    private static string VerdictOf(Clinic clinic)
    {
        using var report = JsonDocument.Parse(clinic.Read("out/report.json"));
        return report.RootElement.GetProperty("models")[0].GetProperty("verdict").GetString()!;
    }

    private static string Findings(Clinic clinic)
    {
        using var report = JsonDocument.Parse(clinic.Read("out/report.json"));
        return report.RootElement.GetProperty("models")[0].GetProperty("findings").GetRawText();
    }
}
