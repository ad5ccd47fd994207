using System.Text.Json;

namespace PrivacyGate.Cli.Tests;

public sealed class SplitTests
{
    [Fact]
    public void Records_of_both_sides_are_left_out_of_both_and_all_others_stay_as_they_stand()
    {
        using var clinic = Clinic.Leaky();
        var members = Lines(clinic.Read("members.csv"));
        var holdout = Lines(clinic.Read("holdout.csv"));
        var shared = members[1..31];
        clinic.Write("holdout.csv", string.Join("\r\n", [.. holdout[..10], .. shared, .. holdout[10..]]));

        Assert.Contains("privacygate split", clinic.Check().Output, StringComparison.Ordinal);
        var split = Tool.RunAsProcess(clinic.Path, "split", "--out", "clean");

        Assert.True(split.ExitCode == 0, split.Output + split.Errors);
        Assert.Equal([members[0], .. members[31..]], Lines(clinic.Read("clean/tumour-members.csv")));
        Assert.Equal(holdout, Lines(clinic.Read("clean/tumour-nonMembers.csv")));
        var files = JsonDocument.Parse(clinic.Read("clean/manifest.json")).RootElement.GetProperty("files");
        Assert.Equal([(members.Length - 1, members.Length - 31), (holdout.Length + 29, holdout.Length - 1)], files.EnumerateArray().Select(static file => (file.GetProperty("records").GetInt32(), file.GetProperty("kept").GetInt32())));

        clinic.WriteSpec(members: "\"clean/tumour-members.csv\"", nonMembers: "\"clean/tumour-nonMembers.csv\"");
        var check = clinic.Check();
        Assert.Equal(1, check.ExitCode);
        Assert.DoesNotContain("PG0203", check.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("PG0204", check.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Subjects_of_both_sides_are_left_out_and_quoted_texts_stay_quoted()
    {
        using var clinic = Clinic.Leaky();
        Number(clinic, "members.csv", static row => row < 5 ? $"shared {row}" : $"\"member, {row}\"");
        Number(clinic, "holdout.csv", static row => row < 5 ? $"shared {row}" : $"other {row}");
        clinic.WriteSpec("\"subject\": \"person\", \"budget\": { \"advantage\": 0.20 }");

        Assert.Equal(0, Tool.Run(clinic.Path, "split", "--out", "clean").ExitCode);

        var written = Lines(clinic.Read("clean/tumour-members.csv"));
        Assert.Equal(Lines(clinic.Read("members.csv")).Where(static line => !line.StartsWith("shared", StringComparison.Ordinal)), written);
        Assert.StartsWith("\"member, 5\",", written[1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_filter_picks_the_records_of_each_side()
    {
        using var clinic = Clinic.Leaky();
        var members = Lines(clinic.Read("members.csv"));
        var holdout = Lines(clinic.Read("holdout.csv"));
        clinic.Write("all.csv", string.Join('\n', [members[0] + ",split", .. members[1..].Select(static line => line + ",in"), .. holdout[1..].Append(members[1]).Select(static line => line + ",out")]));
        clinic.WriteSpec(members: "{ \"path\": \"all.csv\", \"where\": \"split == in\" }", nonMembers: "{ \"path\": \"all.csv\", \"where\": \"split == out\" }");

        Assert.Equal(0, Tool.Run(clinic.Path, "split", "--out", "clean").ExitCode);

        Assert.Equal(members[2..].Select(static line => line + ",in"), Lines(clinic.Read("clean/tumour-members.csv"))[1..]);
        Assert.Equal(holdout[1..].Select(static line => line + ",out"), Lines(clinic.Read("clean/tumour-nonMembers.csv"))[1..]);
    }

    [Fact]
    public void What_is_written_holds_records_and_is_for_this_user_alone()
    {
        using var clinic = Clinic.Leaky();
        Directory.CreateDirectory(clinic.File("clean"));
        clinic.Write("clean/tumour-members.csv.left.tmp", "records of a run that was killed");

        Assert.Equal(0, Tool.Run(clinic.Path, "split", "--out", "clean").ExitCode);

        Assert.Equal(["manifest.json", "tumour-members.csv", "tumour-nonMembers.csv"], Directory.GetFiles(clinic.File("clean")).Select(Path.GetFileName).Order());
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(clinic.File("clean/tumour-members.csv")));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(clinic.File("clean/tumour-nonMembers.csv")));
        }
    }

    /// <summary>The second split of a spec that was changed as the first one said.</summary>
    [Theory]
    [InlineData("clean")]
    [InlineData("other name")]
    public void A_file_that_is_read_is_not_written_over(string output)
    {
        using var clinic = Clinic.Leaky();
        Assert.Equal(0, Tool.Run(clinic.Path, "split", "--out", "clean").ExitCode);
        clinic.WriteSpec(members: "\"clean/tumour-members.csv\"", nonMembers: "\"clean/tumour-nonMembers.csv\"");
        Directory.CreateSymbolicLink(clinic.File("other name"), clinic.File("clean"));
        var before = clinic.Read("clean/tumour-members.csv");

        var again = Tool.Run(clinic.Path, "split", "--out", output);

        Assert.Contains("error PG0014: cannot write tumour-members.csv: split reads that file; name another folder with --out", again.Output, StringComparison.Ordinal);
        Assert.NotEqual(0, again.ExitCode);
        Assert.Equal(before, clinic.Read("clean/tumour-members.csv"));
        Assert.Equal(3, Directory.GetFiles(clinic.File("clean")).Length);
    }

    [Fact]
    public void A_spec_with_an_error_writes_nothing()
    {
        using var clinic = Clinic.Leaky();
        clinic.WriteSpec(label: "diagnose");

        var split = Tool.Run(clinic.Path, "split", "--out", "clean");

        Assert.Contains("PG0034", split.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(clinic.File("clean")));
    }

    private static void Number(Clinic clinic, string file, Func<int, string> person)
    {
        var lines = Lines(clinic.Read(file));
        clinic.Write(file, string.Join('\n', [$"person,{lines[0]}", .. lines[1..].Select((line, row) => $"{person(row)},{line}")]));
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
