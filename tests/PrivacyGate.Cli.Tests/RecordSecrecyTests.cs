using System.Runtime.Versioning;
using System.Text.RegularExpressions;

namespace PrivacyGate.Cli.Tests;

/// <summary>However a run fails, nothing of a record gets into its console, its reports or what it keeps.</summary>
public sealed partial class RecordSecrecyTests
{
    /// <summary>ONNX Runtime would keep a device id and a store of events there.</summary>
    [Fact]
    public void Nothing_is_written_into_the_home_folder()
    {
        using var clinic = Clinic.Leaky();
        using var home = new TemporaryFolder();
        var run = Tool.RunAsProcess(clinic.Path, new Dictionary<string, string?> { ["HOME"] = home.Path, ["USERPROFILE"] = home.Path, ["LOCALAPPDATA"] = home.Path, ["XDG_CACHE_HOME"] = null, ["ORT_DISABLE_TELEMETRY"] = null }, ["check", "--profile", "quick"]);
        Assert.True(run.ExitCode == 1, run.Output + run.Errors);
        Assert.Empty(Directory.EnumerateFiles(home.Path, "*", SearchOption.AllDirectories));
    }

    private static readonly Dictionary<string, Action<Clinic>> Misreadings = new()
    {
        ["members without a header"] = static clinic => DropHeader(clinic, "members.csv"),
        ["holdout without a header"] = static clinic => DropHeader(clinic, "holdout.csv"),
        ["no header in either"] = static clinic =>
        {
            DropHeader(clinic, "members.csv");
            DropHeader(clinic, "holdout.csv");
        },
        ["no header, and features named"] = static clinic =>
        {
            DropHeader(clinic, "members.csv");
            clinic.WriteSpec("\"budget\": { \"advantage\": 0.2 }");
        },
        ["no header, and a value for the label"] = static clinic =>
        {
            DropHeader(clinic, "members.csv");
            DropHeader(clinic, "holdout.csv");
            clinic.WriteSpec(label: "malignant");
        },
        ["no header, and a number for the label"] = static clinic =>
        {
            DropHeader(clinic, "members.csv");
            clinic.WriteSpec(label: clinic.Read("members.csv").Split('\n')[0].Split(',')[3]);
        },
        ["no header, semicolons"] = static clinic =>
        {
            DropHeader(clinic, "members.csv");
            clinic.Write("members.csv", clinic.Read("members.csv").Replace(',', ';'));
        },
        ["no header, blanks"] = static clinic =>
        {
            DropHeader(clinic, "members.csv");
            clinic.Write("members.csv", clinic.Read("members.csv").Replace(',', ' '));
        },
        ["semicolons below a header with commas"] = static clinic =>
        {
            var lines = clinic.Read("members.csv").Split('\n');
            clinic.Write("members.csv", string.Join('\n', lines.Select(static (line, row) => row == 0 ? line : line.Replace(',', ';'))));
        },
        ["tabs in a .csv"] = static clinic => clinic.Write("members.csv", clinic.Read("members.csv").Replace(',', '\t')),
        ["commas in a .tsv"] = static clinic =>
        {
            DropHeader(clinic, "members.csv");
            clinic.Write("members.tsv", clinic.Read("members.csv"));
            clinic.WriteSpec(members: "\"members.tsv\"");
        },
        ["a record twice in one line"] = static clinic =>
        {
            DropHeader(clinic, "members.csv");
            clinic.Write("members.csv", string.Join('\n', clinic.Read("members.csv").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => $"{line},{line}")));
        },
        ["the name column for the label"] = static clinic => clinic.WriteSpec(label: "patient"),
        ["a number column for the label"] = static clinic => clinic.WriteSpec(label: "mean_radius"),
        ["the name column for a feature"] = static clinic => clinic.WriteSpec("\"budget\": { \"advantage\": 0.2 }"),
        ["the name column for a slice"] = static clinic => clinic.WriteSpec("\"slices\": [\"patient\"], \"budget\": { \"advantage\": 0.2 }"),
        ["a filter on the name column"] = static clinic => clinic.WriteSpec("\"subject\": \"patient\"", members: "{ \"path\": \"members.csv\", \"where\": \"patient == member\" }"),
        ["columns shifted to the right"] = static clinic => Shift(clinic, static line => "0," + line),
        ["columns shifted to the left"] = static clinic => Shift(clinic, static line => line[(line.IndexOf(',', StringComparison.Ordinal) + 1)..]),
        ["no header, and numbers that fall"] = static clinic => Headerless(clinic, static (cells, row) => row > 0 ? cells : [.. cells[..1], .. cells[1..^1].OrderByDescending(static cell => double.Parse(cell, System.Globalization.CultureInfo.InvariantCulture)), cells[^1]]),
        ["no header, and limits of detection"] = static clinic => Headerless(clinic, static (cells, row) => row > 0 ? cells : [.. cells[..1], .. cells[1..^1].Select(static cell => "<" + cell), cells[^1]]),
        ["no header, and a first record without values"] = static clinic => Headerless(clinic, static (cells, row) => row > 0 ? cells : [.. cells[..2], .. cells[2..^1].Select(static (_, i) => new string('?', i % 2) + new string(' ', i)), cells[^1]]),
        ["a column for each person"] = static clinic => AddPersons(clinic, ""),
        ["a column for each person, and a label that is none"] = static clinic =>
        {
            AddPersons(clinic, "");
            clinic.WriteSpec(label: "outcome");
        },
        ["a column for each person, and a text for a number"] = static clinic => AddPersons(clinic, "x"),
        ["a file of data for the spec"] = static clinic => clinic.Write("privacygate.json", """{"canary-Ada": {"age": 97, "hiv": true}, "canary-Bob": {"age": 31}, "canary-Bob": 32}"""),
        ["a word of data for the spec"] = static clinic => clinic.Write("privacygate.json", "tcanary-Ada,1.5\n"),
        ["columns rotated"] = static clinic => Shift(clinic, static line => line[(line.IndexOf(',', StringComparison.Ordinal) + 1)..] + "," + line[..line.IndexOf(',', StringComparison.Ordinal)]),
    };

    public static TheoryData<string> AllMisreadings => [.. Misreadings.Keys];

    [Theory]
    [MemberData(nameof(AllMisreadings))]
    public void Data_that_are_misread_are_not_repeated(string misreading)
    {
        using var clinic = Clinic.Leaky();
        HashSet<string> values = [.. Marked(clinic, "members.csv"), .. Marked(clinic, "holdout.csv")];
        clinic.WriteSpec("\"subject\": \"patient\", \"budget\": { \"advantage\": 0.20 }");
        Misreadings[misreading](clinic);

        var run = clinic.Check("--cache", "cache");

        Assert.True(run.ExitCode is 1 or 2 or 3, $"{run.ExitCode}\n{run.Output}");
        AssertNothingTold(clinic, run, values);
        foreach (var verb in (string[][])[["init", "tumour.onnx", "--members", Path.GetFileName(Directory.GetFiles(clinic.Path, "members.*").Order().Last()), "--non-members", "holdout.csv", "--config", "new.json"], ["split", "--out", "parts"]])
        {
            var other = Tool.Run(clinic.Path, verb);
            if (other.ExitCode != 0)
            {
                AssertNothingTold(clinic, other, values);
            }
        }
    }

    [Theory]
    [InlineData("check", "@members.csv")]
    [InlineData("check", "--profile", "canary-Ada")]
    [InlineData("check", "canary-Ada,97,1.5")]
    [InlineData("check", "--canary=canary-Ada")]
    [InlineData("init", "tumour.onnx", "--label", "outcome")]
    [InlineData("canary-Ada")]
    public void A_wrong_command_line_is_told_by_its_places(params string[] arguments)
    {
        using var clinic = Clinic.Leaky();
        _ = Marked(clinic, "members.csv").Count();
        var lines = clinic.Read("members.csv").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        clinic.Write("members.csv", string.Join('\n', lines.Select(static (line, row) => (row == 0 ? "canary-town," : "1,") + line)) + "\n");

        var run = Tool.Run(clinic.Path, arguments);

        Assert.True(run.ExitCode is 2 or 3, run.Output);
        AssertNothingTold(clinic, run, []);
    }

    [Fact]
    public void Options_are_still_suggested()
    {
        using var clinic = Clinic.Leaky();

        Assert.Contains("did you mean '--profile'?", Tool.Run(clinic.Path, "check", "--profil", "quick").Output, StringComparison.Ordinal);
    }

    /// <summary>A starter spec is committed, and without a header line all names would be values.</summary>
    [Theory]
    [InlineData("no header in either")]
    [InlineData("no header, and numbers that fall")]
    [InlineData("no header, and limits of detection")]
    [InlineData("no header, and a first record without values")]
    public void No_spec_is_started_from_files_without_a_header(string misreading)
    {
        using var clinic = Clinic.Leaky();
        _ = Marked(clinic, "members.csv").Count();
        _ = Marked(clinic, "holdout.csv").Count();
        Misreadings[misreading](clinic);

        var run = Tool.Run(clinic.Path, "init", "tumour.onnx", "--config", "new.json");

        Assert.True(run.ExitCode is 2 or 3, run.Output);
        AssertNothingTold(clinic, run, []);
        Assert.False(File.Exists(clinic.File("new.json")));
    }

    /// <summary>Twenty records a side and person, so that each is a slice large enough to be audited; only a subject could tell that it is one person.</summary>
    [Fact]
    public void A_slice_of_persons_is_reported_by_number()
    {
        using var clinic = Clinic.Leaky();
        foreach (var file in (string[])["members.csv", "holdout.csv"])
        {
            _ = Marked(clinic, file);
            var lines = clinic.Read(file).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            var name = Array.IndexOf(lines[0].Split(','), "patient");
            clinic.Write(file, string.Join('\n', lines.Select((line, row) =>
            {
                var cells = line.Split(',');
                cells[name] = row == 0 ? cells[name] : $"Canary{row % 8}";
                return string.Join(',', cells);
            })) + "\n");
        }

        clinic.WriteSpec("\"slices\": [\"patient\"], \"budget\": { \"advantage\": 0.2 }");
        var run = clinic.Check("--cache", "cache");
        Assert.Contains("patient=value 1 of 8", clinic.Read("out/report.json"), StringComparison.Ordinal);
        AssertNothingTold(clinic, run, ["Canary"]);
    }

    [UnixFact]
    [UnsupportedOSPlatform("windows")]
    public void What_a_failing_trainer_printed_is_in_a_local_file_alone()
    {
        using var clinic = Clinic.Leaky();
        HashSet<string> values = [.. Marked(clinic, "members.csv"), .. Marked(clinic, "holdout.csv")];
        Directory.CreateDirectory(clinic.File("temp"));
        clinic.WriteSpec("\"subject\": \"patient\", \"attacks\": [\"gap\", \"lira\"], \"shadows\": { \"count\": 4, \"command\": \"sh -c 'cat $0; cat $0 >&2; exit 3' {members} {model}\" }, \"budget\": { \"advantage\": 0.2 }");

        var run = Tool.RunAsProcess(clinic.Path, new Dictionary<string, string?> { ["TMPDIR"] = clinic.File("temp") }, "check", "--out", "out", "--cache", "cache");

        Assert.True(run.ExitCode == 3, run.Output);
        AssertNothingTold(clinic, run, values);
        var log = Assert.Single(Directory.GetFileSystemEntries(clinic.File("temp"), "privacygate-*"));
        Assert.Contains($"error PG0330: tumour.onnx: the training command ended with exit code 3; what it printed last is in {Path.GetRelativePath(clinic.Path, log)}; ", run.Output, StringComparison.Ordinal);
        Assert.NotEmpty(Number().Matches(File.ReadAllText(log)).Select(match => match.Value).Intersect(values));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(log));
    }

    [UnixFact]
    [UnsupportedOSPlatform("windows")]
    public void Records_that_a_killed_run_left_are_removed_by_the_next_but_not_those_of_a_run_at_work()
    {
        using var clinic = Clinic.Leaky();
        Directory.CreateDirectory(clinic.File("temp"));
        var environment = new Dictionary<string, string?> { ["TMPDIR"] = clinic.File("temp") };
        clinic.Write("quick.json", clinic.Read("privacygate.json"));
        clinic.WriteSpec("\"attacks\": [\"gap\", \"lira\"], \"shadows\": { \"count\": 4, \"command\": \"sh -c 'sleep 300' {members} {model}\" }, \"budget\": { \"advantage\": 0.2 }");
        using var process = Tool.Start(clinic.Path, environment, "check", "--out", "out");
        try
        {
            Assert.True(SpinWait.SpinUntil(() => Members(clinic).Any(static file => new FileInfo(file).Length > 0), TimeSpan.FromMinutes(2)));
            Assert.All(Members(clinic), static file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));
            Assert.All(Directory.GetDirectories(clinic.File("temp"), "privacygate-train-*"), static folder => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder)));

            Tool.RunAsProcess(clinic.Path, environment, "check", "--config", "quick.json", "--out", "other");
            Assert.NotEmpty(Members(clinic));
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
        }

        Assert.NotEmpty(Members(clinic));
        Tool.RunAsProcess(clinic.Path, environment, "check", "--config", "quick.json", "--out", "other");
        Assert.Empty(Directory.GetFileSystemEntries(clinic.File("temp"), "privacygate-*"));
    }

    private static string[] Members(Clinic clinic) => Directory.GetFiles(clinic.File("temp"), "members.csv", SearchOption.AllDirectories);

    private static void AssertNothingTold(Clinic clinic, ToolRun run, HashSet<string> values)
    {
        string[] files = [.. new[] { "out", "cache" }.Select(folder => clinic.File(folder)).Where(Directory.Exists).SelectMany(static folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))];
        Assert.All([.. files.Select(File.ReadAllText), run.Output, run.Errors], told =>
        {
            Assert.DoesNotContain("canary", told, StringComparison.OrdinalIgnoreCase);
            Assert.Empty(Number().Matches(told).Select(match => match.Value).Intersect(values));
        });
    }

    private static void Headerless(Clinic clinic, Func<string[], int, string[]> change)
    {
        foreach (var file in (string[])["members.csv", "holdout.csv"])
        {
            DropHeader(clinic, file);
            clinic.Write(file, string.Join('\n', clinic.Read(file).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select((line, row) => string.Join(',', change(line.Split(','), row)))) + "\n");
        }
    }

    /// <summary>One column for each of two persons of a side, as a table of flags has.</summary>
    private static void AddPersons(Clinic clinic, string value)
    {
        foreach (var file in (string[])["members.csv", "holdout.csv"])
        {
            clinic.Write(file, string.Join('\n', clinic.Read(file).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select((line, row) =>
                (row == 0 ? $"village_canary_{file[0]},village_canary_{file[1]}," : $"{value}{row % 2},{(row + 1) % 2},") + line)) + "\n");
        }
    }

    private static void DropHeader(Clinic clinic, string file)
    {
        var text = clinic.Read(file);
        clinic.Write(file, text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..]);
    }

    private static void Shift(Clinic clinic, Func<string, string> shift)
    {
        var lines = clinic.Read("members.csv").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        clinic.Write("members.csv", string.Join('\n', lines.Select((line, row) => row == 0 ? line : shift(line))));
    }

    /// <summary>Gives every record a name, and returns those of its values that are too long to occur elsewhere by chance.</summary>
    internal static IEnumerable<string> Marked(Clinic clinic, string side)
    {
        var lines = clinic.Read(side).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        clinic.Write(side, string.Join('\n', lines.Select((line, row) => (row == 0 ? "patient," : $"canary-{side}-{row},") + line.TrimEnd('\r'))));
        return lines.Skip(1).SelectMany(static line => line.Split(',')).Select(static cell => cell.Trim()).Where(static cell => cell.Count(char.IsAsciiDigit) >= 6);
    }

    [GeneratedRegex(@"\d+\.\d+")]
    internal static partial Regex Number();
}
