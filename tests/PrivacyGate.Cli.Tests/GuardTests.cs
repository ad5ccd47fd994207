using System.Globalization;

namespace PrivacyGate.Cli.Tests;

/// <summary>A model that leaks, read wrongly in one way or another: it never passes, and the message names the way.</summary>
public class GuardTests
{
    /// <summary>The verdict on the model as it is, by profile: disturbed models of one profile are held against the same.</summary>
    private static readonly Dictionary<string, Lazy<string[]>> Undisturbed = new[] { "quick", "standard" }.ToDictionary(
        static profile => profile,
        static profile => new Lazy<string[]>(() =>
        {
            using var clinic = Batches();
            clinic.Check("--profile", profile);
            return Lines(clinic, "out/verdict.tsv");
        }));

    private static string[] Lines(Clinic clinic, string file) => clinic.Read(file).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static void Write(Clinic clinic, string file, IEnumerable<string> lines) => clinic.Write(file, string.Join('\n', lines) + "\n");

    private static void Change(Clinic clinic, Func<string[], IEnumerable<string>> cells)
    {
        foreach (var file in new[] { "members.csv", "holdout.csv" })
        {
            Write(clinic, file, Lines(clinic, file).Select(line => string.Join(',', cells(line.Split(',')))));
        }
    }

    [Fact]
    public void Classes_in_another_order_are_named()
    {
        using var clinic = Clinic.Leaky();
        clinic.Write("privacygate.json", clinic.Read("privacygate.json").Replace("\"benign\", \"malignant\"", "\"malignant\", \"benign\"", StringComparison.Ordinal));

        var run = clinic.Check("--profile", "quick");

        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains("error PG0223", run.Output, StringComparison.Ordinal);
        Assert.Contains("the score of 'benign' fits 'malignant', the score of 'malignant' fits 'benign'", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_in_another_order_do_not_pass()
    {
        using var clinic = Clinic.Leaky();
        Change(clinic, static cells => [.. cells[..^1].Reverse(), cells[^1]]);

        var run = clinic.Check("--profile", "quick");

        Assert.Contains("\"verdict\": \"inconclusive\"", clinic.Read("out/report.json"), StringComparison.Ordinal);
        Assert.Contains("warning PG0222", run.Output, StringComparison.Ordinal);
        Assert.Contains("outside the values the model was made for", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stated_accuracy_is_held_against_the_audit()
    {
        using var clinic = Clinic.Private();
        Assert.Equal(0, clinic.Check("--profile", "quick").ExitCode);
        clinic.WriteSpec("\"accuracy\": 0.5, \"budget\": { \"advantage\": 0.20 }");

        var run = clinic.Check("--profile", "quick");

        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains("error PG0228", run.Output, StringComparison.Ordinal);
        Assert.Contains("'accuracy' in the spec states 0.5 with a tolerance of 0.02", run.Output, StringComparison.Ordinal);
    }

    /// <summary>30 % of the holdout are members with .001 added in a column.</summary>
    [Fact]
    public void Near_copies_of_members_in_the_holdout_are_no_holdout()
    {
        using var clinic = Clinic.Leaky();
        var members = Lines(clinic, "members.csv");
        Write(clinic, "holdout.csv", Lines(clinic, "holdout.csv").Select((line, i) => i is 0 or > 85 ? line : Nudged(members[i])));

        var run = clinic.Check("--profile", "quick");

        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains("error PG0203", run.Output, StringComparison.Ordinal);
        Assert.Contains("equals or nearly equals records of the other side", run.Output, StringComparison.Ordinal);
        Assert.Contains("\"nearNonMembers\": 85", clinic.Read("out/report.json"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_slice_may_be_the_label()
    {
        using var clinic = Clinic.Leaky();
        clinic.WriteSpec("\"slices\": [\"diagnosis\"]");

        clinic.Check("--profile", "quick");

        Assert.Contains("\"slice\": \"diagnosis=malignant\"", clinic.Read("out/report.json"), StringComparison.Ordinal);
        Assert.Contains("\"slice\": \"diagnosis=benign\"", clinic.Read("out/report.json"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_that_answers_differently_each_time_is_not_audited()
    {
        using var clinic = Clinic.Leaky();
        DisturbedModel.Put(clinic.File("tumour.onnx"), static (input, output) =>
        [
            DisturbedModel.Node("RandomNormalLike", [input], "noise"),
            DisturbedModel.Node("Add", [input, "noise"], output),
        ]);

        var run = clinic.Check("--profile", "quick");

        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains("error PG0225", run.Output, StringComparison.Ordinal);
    }

    /// <summary>Uniform from some number of rows up: queried in batches it would pass. Queried one by one it is the model that leaks.</summary>
    [Theory]
    [InlineData(8, "quick")]
    [InlineData(32, "quick")]
    [InlineData(100, "quick")]
    [InlineData(8, "standard")]
    [InlineData(100, "standard")]
    public void A_model_whose_answers_depend_on_the_batch_is_queried_about_one_record_at_a_time(int rows, string profile)
    {
        using var clinic = Batches();
        DisturbedModel.Put(clinic.File("tumour.onnx"), (input, output) =>
        [
            .. DisturbedModel.FewerRowsThan(rows, input, "few"),
            DisturbedModel.Cast("few", "factor", 1),
            DisturbedModel.Node("Mul", [input, "factor"], output),
        ]);

        var run = clinic.Check("--profile", profile);

        Assert.Equal(Undisturbed[profile].Value, Lines(clinic, "out/verdict.tsv").Where(static line => !line.Contains("PG0226", StringComparison.Ordinal)));
        Assert.Contains("PG0226", clinic.Read("out/report.json"), StringComparison.Ordinal);
        Assert.Contains("fail", run.Output, StringComparison.Ordinal);
    }

    private static Clinic Batches()
    {
        var clinic = Clinic.Leaky();
        clinic.WriteSpec("\"attacks\": [\"loss\", \"gap\", \"label-noise\"], \"budget\": { \"advantage\": 0.20 }");
        return clinic;
    }

    private static string Nudged(string line)
    {
        var comma = line.IndexOf(',', StringComparison.Ordinal);
        var value = double.Parse(line[..comma], CultureInfo.InvariantCulture) + 0.001;
        return value.ToString("R", CultureInfo.InvariantCulture) + line[comma..];
    }
}
