using System.Runtime.Versioning;
using System.Security.Cryptography;

namespace PrivacyGate.Cli.Tests;

public class CacheTests
{
    [Fact]
    public void An_unchanged_model_is_not_attacked_again()
    {
        using var clinic = Clinic.Leaky();
        var first = Check(clinic);
        var kept = Kept(clinic);
        var reports = clinic.Read("out/report.json");

        var second = Check(clinic);

        Assert.Equal((1, 1), (first.ExitCode, second.ExitCode));
        Assert.Equal(kept, Kept(clinic));
        Assert.Equal(reports, clinic.Read("out/report.json"));
    }

    [Fact]
    public void A_new_budget_is_decided_on_without_a_new_attack()
    {
        using var clinic = Clinic.Leaky();
        Check(clinic);
        var kept = Kept(clinic);

        clinic.WriteSpec("\"budget\": { \"advantage\": 0.95 }");
        var run = Check(clinic);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(kept, Kept(clinic));
    }

    [Theory]
    [InlineData("data")]
    [InlineData("model")]
    [InlineData("seed")]
    [InlineData("filter")]
    [InlineData("attacks")]
    [InlineData("a further budgeted metric")]
    public void Whatever_an_audit_follows_from_makes_a_new_one(string change)
    {
        using var clinic = Clinic.Leaky();
        Check(clinic);
        switch (change)
        {
            case "data":
                File.WriteAllLines(clinic.File("members.csv"), File.ReadAllLines(clinic.File("members.csv"))[..^1]);
                break;
            case "model":
                File.Copy(Repository.Path("samples", "PrivateClinic", "models", "tumour.onnx"), clinic.File("tumour.onnx"), overwrite: true);
                break;
            case "seed":
                clinic.WriteSpec("\"seed\": 7");
                break;
            case "filter":
                clinic.WriteSpec(members: "{ \"path\": \"members.csv\", \"where\": \"diagnosis != none\" }");
                break;
            case "attacks":
                clinic.WriteSpec("\"attacks\": [\"gap\"]");
                break;
            default:
                clinic.WriteSpec("\"budget\": { \"advantage\": 0.20, \"auc\": 0.9 }");
                break;
        }

        Check(clinic);

        Assert.Equal(2, Kept(clinic).Length);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"version\":1}")]
    [InlineData("not json")]
    public void A_damaged_result_is_made_again_not_believed(string damage)
    {
        using var clinic = Clinic.Leaky();
        Check(clinic);
        var kept = Directory.GetFiles(clinic.File("cache"), "*.json").Single();
        var sound = File.ReadAllText(kept);
        File.WriteAllText(kept, damage);

        Assert.Equal(1, Check(clinic).ExitCode);
        Assert.Equal(sound, File.ReadAllText(kept));
    }

    [Fact]
    public void A_changed_digit_in_a_result_is_made_again_not_believed()
    {
        using var clinic = Clinic.Leaky();
        Check(clinic);
        var kept = Directory.GetFiles(clinic.File("cache"), "*.json").Single();
        var sound = File.ReadAllText(kept);
        var at = sound.IndexOf("\"value\":0.", StringComparison.Ordinal) + "\"value\":0.".Length;
        File.WriteAllText(kept, $"{sound[..at]}{(sound[at] == '1' ? '2' : '1')}{sound[(at + 1)..]}");

        Assert.Equal(1, Check(clinic).ExitCode);
        Assert.Equal(sound, File.ReadAllText(kept));
    }

    [UnixFact]
    [UnsupportedOSPlatform("windows")]
    public void What_is_kept_can_be_read_by_this_user_alone()
    {
        using var clinic = Clinic.Leaky();
        Check(clinic);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(clinic.File("cache")));
        Assert.All(Directory.GetFiles(clinic.File("cache")), static file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));
    }

    [Fact]
    public void Processes_that_ask_at_once_attack_once()
    {
        using var clinic = Clinic.Leaky();
        var processes = Enumerable.Range(0, 4)
            .Select(i => Tool.Start(clinic.Path, "check", "--out", "out" + i, "--cache", "cache"))
            .ToList();
        var runs = processes.ConvertAll(Tool.Finish);
        processes.ForEach(static process => process.Dispose());

        Assert.All(runs, static run => Assert.Equal(1, run.ExitCode));
        Assert.Single(Directory.GetFiles(clinic.File("cache"), "*.json"));
        Assert.Single(Enumerable.Range(0, 4).Select(i => clinic.Read($"out{i}/report.json")).Distinct());
    }

    [Fact]
    public void A_file_written_while_it_is_audited_is_told_and_nothing_is_kept()
    {
        using var clinic = Clinic.Leaky();
        var lines = File.ReadAllLines(clinic.File("members.csv"));
        File.WriteAllLines(clinic.File("members.csv"), Enumerable.Repeat(lines[1..], 400).SelectMany(static copy => copy).Prepend(lines[0]));
        using var process = Tool.Start(clinic.Path, "check", "--out", "out", "--cache", "cache");

        // The folder appears when the key is known and the audit begins.
        while (!process.HasExited && !Directory.Exists(clinic.File("cache")))
        {
            Thread.Sleep(5);
        }

        File.WriteAllLines(clinic.File("new.csv"), lines);
        File.Move(clinic.File("new.csv"), clinic.File("members.csv"), overwrite: true);
        var run = Tool.Finish(process);

        Assert.True(run.ExitCode == 3, run.Output);
        Assert.Contains("privacygate.json(5,18): error PG0028: members.csv changed while it was being audited; run again", run.Output, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(clinic.File("cache"), "*.json"));
    }

    [Fact]
    public void The_list_of_inputs_says_what_each_file_held()
    {
        using var clinic = Clinic.Leaky();
        string[] names = ["holdout.csv", "members.csv", "privacygate.json", "tumour.onnx"];

        Check(clinic);

        Assert.Equal(names.Select(name => $"{Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(clinic.File(name))))}\t{clinic.File(name)}"), File.ReadAllLines(clinic.File("out", "inputs.txt")));
    }

    [Fact]
    public void The_list_of_models_gives_the_verdict_its_figure_and_the_part_of_every_file()
    {
        using var clinic = Clinic.Leaky();

        Check(clinic);

        var rows = File.ReadAllLines(clinic.File("out", "models.tsv"));
        Assert.Equal("privacygate-models 2", rows[0]);
        var parts = rows.Skip(1).Select(static row => row.Split('\t')).ToList();
        Assert.Equal(["spec", "model", "members", "holdout"], parts.Select(static row => row[0]));
        Assert.Equal(new[] { "privacygate.json", "tumour.onnx", "members.csv", "holdout.csv" }.Select(name => clinic.File(name)), parts.Select(static row => row[1]));
        Assert.All(parts, static row => Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(row[1]))), row[2]));
        Assert.Equal("fail", parts[1][3]);
        Assert.Matches(@"^\S+ attack advantage 0\.\d+ \(95% CI 0\.\d+-0\.\d+\) exceeds budget 0\.\d+$", parts[1][4]);
        Assert.Equal("classification", parts[1][5]);
        Assert.All(parts.Where(static row => row[0] != "model"), static row => Assert.Equal(["", "", ""], row[3..]));
    }

    [Fact]
    public void The_list_of_models_has_a_model_that_could_not_be_audited()
    {
        using var clinic = Clinic.Leaky();
        clinic.WriteSpec(path: "absent.onnx");

        Check(clinic);

        Assert.Contains($"model\t{clinic.File("absent.onnx")}\t{new string('0', 64)}\tnone\t\tclassification", File.ReadAllLines(clinic.File("out", "models.tsv")));
    }

    [Fact]
    public void A_file_that_is_not_there_and_a_run_without_cache_have_zeros_in_the_list_of_inputs()
    {
        using var clinic = Clinic.Leaky();
        clinic.WriteSpec(path: "absent.onnx");

        Check(clinic);
        Assert.Contains($"{new string('0', 64)}\t{clinic.File("absent.onnx")}", File.ReadAllLines(clinic.File("out", "inputs.txt")));

        clinic.Check();
        Assert.All(File.ReadAllLines(clinic.File("out", "inputs.txt")), static line => Assert.StartsWith(new string('0', 64) + "\t", line, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(".json")]
    [InlineData(".json.lock")]
    public void A_folder_in_the_place_of_a_kept_result_is_told_and_the_model_has_no_verdict(string end)
    {
        using var clinic = Clinic.Leaky();
        Check(clinic);
        var kept = Directory.GetFiles(clinic.File("cache"), "*.json").Single();
        File.Delete(kept);
        File.Delete(kept + ".lock");
        Directory.CreateDirectory(Path.ChangeExtension(kept, null) + end);

        var run = Check(clinic);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("error PG0014: ", run.Output, StringComparison.Ordinal);
        Assert.Contains("give --cache a folder that can be written", run.Output, StringComparison.Ordinal);
        Assert.Contains("PG0014", clinic.Read("out/verdict.tsv"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_lock_left_behind_by_a_run_that_died_holds_nobody_up()
    {
        using var clinic = Clinic.Leaky();
        Check(clinic);
        var kept = Directory.GetFiles(clinic.File("cache"), "*.json").Single();
        File.Delete(kept);
        Assert.True(File.Exists(kept + ".lock"));

        Assert.Equal(1, Check(clinic).ExitCode);
        Assert.True(File.Exists(kept));
    }

    private static ToolRun Check(Clinic clinic) => clinic.Check("--cache", "cache");

    /// <summary>Name and time of every result kept.</summary>
    private static string[] Kept(Clinic clinic) =>
        [.. Directory.GetFiles(clinic.File("cache"), "*.json").Select(static file => $"{file} {File.GetLastWriteTimeUtc(file).Ticks}").Order(StringComparer.Ordinal)];
}
