namespace PrivacyGate.Cli.Tests;

/// <summary>Bad input end to end: the code, the place, the exit code, and nothing half-written.</summary>
public class BadInputTests
{
    private static readonly Dictionary<string, Action<Clinic>> Spoilers = new()
    {
        ["no spec"] = clinic => File.Delete(clinic.File("privacygate.json")),
        ["spec is not JSON"] = clinic => clinic.Write("privacygate.json", "{ \"models\": [ { "),
        ["unknown key"] = clinic => clinic.WriteSpec("\"budgte\": { \"advantage\": 0.2 }"),
        ["unknown attack"] = clinic => clinic.WriteSpec("\"attacks\": [\"losss\"]"),
        ["wrong type"] = clinic => clinic.WriteSpec("\"seed\": \"one\""),
        ["budget out of range"] = clinic => clinic.WriteSpec("\"budget\": { \"advantage\": 20 }"),
        ["budget without a limit"] = clinic => clinic.WriteSpec("\"budget\": { }"),
        ["missing key"] = clinic => clinic.Write("privacygate.json", """{ "models": [ { "path": "tumour.onnx", "members": "members.csv", "label": "diagnosis" } ] }"""),
        ["two models of one name"] = clinic => clinic.Write("privacygate.json", """
            { "models": [
              { "path": "tumour.onnx", "members": "members.csv", "nonMembers": "holdout.csv", "label": "diagnosis" },
              { "path": "tumour.onnx", "members": "members.csv", "nonMembers": "holdout.csv", "label": "diagnosis" } ] }
            """),
        ["missing model"] = clinic => clinic.WriteSpec(path: "absent.onnx"),
        ["missing data"] = clinic => clinic.WriteSpec(members: "\"member.csv\""),
        ["model is a folder"] = clinic => Directory.CreateDirectory(clinic.File("folder.onnx")),
        ["truncated model"] = clinic => File.WriteAllBytes(clinic.File("tumour.onnx"), File.ReadAllBytes(clinic.File("tumour.onnx"))[..2000]),
        ["empty model"] = clinic => File.WriteAllBytes(clinic.File("tumour.onnx"), []),
        ["text for a model"] = clinic => clinic.Write("tumour.onnx", "version https://git-lfs.github.com/spec/v1\noid sha256:0\n"),
        ["corrupt gzip"] = clinic =>
        {
            clinic.Write("members.csv.gz", "this is no gzip");
            clinic.WriteSpec(members: "\"members.csv.gz\"");
        },
        ["ragged row"] = clinic => Edit(clinic, "members.csv", 3, static line => line + ",1"),
        ["missing cell"] = clinic => Edit(clinic, "members.csv", 3, static line => "," + After(line)),
        ["NaN"] = clinic => Edit(clinic, "members.csv", 3, static line => "NaN," + After(line)),
        ["text for a number"] = clinic => Edit(clinic, "members.csv", 3, static line => "tall," + After(line)),
        ["label outside the classes"] = clinic => Edit(clinic, "members.csv", 3, static line => line[..(line.LastIndexOf(',') + 1)] + "unknown"),
        ["no label column"] = clinic => clinic.WriteSpec(label: "diagnosi"),
        ["different columns"] = clinic => Edit(clinic, "holdout.csv", 0, static line => line.Replace("mean_texture", "mean_txture", StringComparison.Ordinal)),
        ["no records"] = clinic => clinic.Write("members.csv", File.ReadLines(clinic.File("members.csv")).First() + "\n"),
        ["filter picks nothing"] = clinic => clinic.WriteSpec(members: "{ \"path\": \"members.csv\", \"where\": \"diagnosis == benignn\" }"),
        ["unknown format"] = clinic => clinic.WriteSpec(members: "\"privacygate.json\""),
        ["duplicate column"] = clinic => Edit(clinic, "members.csv", 0, static line => line.Replace("mean_texture", "mean_radius", StringComparison.Ordinal)),
        ["a column too many"] = clinic =>
        {
            foreach (var file in new[] { "members.csv", "holdout.csv" })
            {
                var lines = File.ReadAllLines(clinic.File(file));
                clinic.Write(file, string.Join('\n', lines.Select((line, i) => (i == 0 ? "extra," : "1,") + line)));
            }
        },
        ["the same file on both sides"] = clinic => clinic.WriteSpec(nonMembers: "\"members.csv\""),
        ["one class only"] = clinic => clinic.WriteSpec(
            members: "{ \"path\": \"members.csv\", \"where\": \"diagnosis == benign\" }",
            nonMembers: "{ \"path\": \"holdout.csv\", \"where\": \"diagnosis == benign\" }"),
        ["the same records on both sides"] = clinic => File.Copy(clinic.File("members.csv"), clinic.File("holdout.csv"), overwrite: true),
    };

    [Theory]
    [InlineData("no spec", 2, "PG0001", "privacygate ")]
    [InlineData("spec is not JSON", 2, "PG0002", "privacygate.json(1,")]
    [InlineData("unknown key", 2, "PG0003", "privacygate.json(9,")]
    [InlineData("unknown attack", 2, "PG0004", "privacygate.json(9,")]
    [InlineData("wrong type", 2, "PG0005", "privacygate.json(9,")]
    [InlineData("budget out of range", 2, "PG0006", "privacygate.json(9,")]
    [InlineData("budget without a limit", 2, "PG0007", "privacygate.json(9,")]
    [InlineData("missing key", 2, "PG0007", "privacygate.json(1,")]
    [InlineData("two models of one name", 2, "PG0008", "privacygate.json(3,")]
    [InlineData("the same file on both sides", 2, "PG0006", "privacygate.json(6,")]
    [InlineData("missing model", 3, "PG0020", "privacygate.json(4,")]
    [InlineData("missing data", 3, "PG0020", "privacygate.json(5,")]
    [InlineData("truncated model", 3, "PG0022", "privacygate.json(4,")]
    [InlineData("empty model", 3, "PG0022", "privacygate.json(4,")]
    [InlineData("text for a model", 3, "PG0022", "privacygate.json(4,")]
    [InlineData("corrupt gzip", 3, "PG0021", "privacygate.json(5,")]
    [InlineData("ragged row", 3, "PG0030", "members.csv(4,")]
    [InlineData("missing cell", 3, "PG0031", "members.csv(4,")]
    [InlineData("NaN", 3, "PG0031", "members.csv(4,")]
    [InlineData("text for a number", 3, "PG0032", "members.csv(4,")]
    [InlineData("label outside the classes", 3, "PG0033", "members.csv(4,")]
    [InlineData("no label column", 3, "PG0034", "privacygate.json(7,")]
    [InlineData("different columns", 3, "PG0035", "privacygate.json(6,")]
    [InlineData("no records", 3, "PG0036", "privacygate.json(5,")]
    [InlineData("filter picks nothing", 3, "PG0036", "privacygate.json(5,")]
    [InlineData("unknown format", 3, "PG0037", "privacygate.json(5,")]
    [InlineData("duplicate column", 3, "PG0039", "members.csv(1,")]
    [InlineData("a column too many", 3, "PG0038", "privacygate.json")]
    [InlineData("one class only", 3, "PG0202", "privacygate.json(4,")]
    [InlineData("the same records on both sides", 3, "PG0203", "privacygate.json(4,")]
    public void Is_told_with_its_code_and_place(string spoiler, int exitCode, string code, string origin)
    {
        using var clinic = Clinic.Leaky();
        Spoilers[spoiler](clinic);

        var run = clinic.Check();

        Assert.True(run.ExitCode == exitCode, $"exit code {run.ExitCode}\n{run.Output}{run.Errors}");
        var line = Assert.Single(run.Lines, static line => line.Contains(": error ", StringComparison.Ordinal));
        Assert.Contains($"error {code}: ", line, StringComparison.Ordinal);
        Assert.StartsWith(origin, line, StringComparison.Ordinal);
        Assert.DoesNotContain(clinic.Names(), static name => name.EndsWith(".tmp", StringComparison.Ordinal));
        AssertTold(clinic, spoiler, code);
    }

    [Fact]
    public void A_folder_where_the_model_should_be_is_told()
    {
        using var clinic = Clinic.Leaky();
        Spoilers["model is a folder"](clinic);
        clinic.WriteSpec(path: "folder.onnx");

        var run = clinic.Check();

        Assert.Equal(3, run.ExitCode);
        Assert.Contains("error PG0021: ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_few_equal_records_on_both_sides_are_dropped_and_counted()
    {
        using var clinic = Clinic.Leaky();
        var members = File.ReadAllLines(clinic.File("members.csv"));
        File.AppendAllLines(clinic.File("holdout.csv"), members[1..4]);

        var run = clinic.Check();

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(run.Lines, static line => line.Contains("warning PG0204: tumour.onnx: 3 members and 3 non-members", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--prfile", "quick")]
    [InlineData("--profile", "quik")]
    [InlineData("--seed", "many")]
    [InlineData("--seed", "-1")]
    [InlineData("--seed", "9007199254740993")]
    [InlineData("--config", "")]
    [InlineData("--cache", "")]
    [InlineData("--root", " ")]
    public void A_wrong_command_line_is_told_and_nothing_is_done(params string[] arguments)
    {
        using var clinic = Clinic.Leaky();

        var run = clinic.Check(arguments);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("error PG0011: ", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", run.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(clinic.File("out")));
    }

    [Fact]
    public void A_file_where_the_output_folder_should_be_is_told()
    {
        using var clinic = Clinic.Leaky();
        clinic.Write("out", "in the way");

        var run = clinic.Check();

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("error PG0014: ", run.Output, StringComparison.Ordinal);
        Assert.Equal("in the way", clinic.Read("out"));
    }

    [Theory]
    [InlineData("report.json", "error PG0014: ")]
    [InlineData("privacygate.json", "error PG0001: ")]
    public void A_run_that_writes_no_verdict_leaves_no_older_one(string spoiled, string line)
    {
        using var clinic = Clinic.Leaky();
        clinic.Write("out/verdict.tsv", "privacygate-verdict 1\n");
        if (spoiled == "report.json")
        {
            Directory.CreateDirectory(clinic.File("out", spoiled));
        }
        else
        {
            File.Delete(clinic.File(spoiled));
        }

        var run = clinic.Check();

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(line, run.Output, StringComparison.Ordinal);
        Assert.False(File.Exists(clinic.File("out", "verdict.tsv")));
    }

    private static void AssertTold(Clinic clinic, string spoiler, string code)
    {
        if (spoiler == "no spec")
        {
            // Without a spec there is no place to write to.
            Assert.False(Directory.Exists(clinic.File("out")));
            return;
        }

        var rows = File.ReadAllLines(clinic.File("out", "verdict.tsv")).Skip(1);
        Assert.Contains(rows, row => row.StartsWith($"error\t{code}\t", StringComparison.Ordinal));
    }

    private static string After(string line) => line[(line.IndexOf(',', StringComparison.Ordinal) + 1)..];

    private static void Edit(Clinic clinic, string file, int index, Func<string, string> change)
    {
        var lines = File.ReadAllLines(clinic.File(file));
        lines[index] = change(lines[index]);
        clinic.Write(file, string.Join('\n', lines) + "\n");
    }
}
