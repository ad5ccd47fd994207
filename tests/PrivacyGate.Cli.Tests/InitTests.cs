using Google.Protobuf;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Cli.Tests;

public class InitTests
{
    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public void The_spec_it_writes_can_be_checked_at_once(bool leaky, int exitCode)
    {
        using var clinic = leaky ? Clinic.Leaky() : Clinic.Private();
        File.Delete(clinic.File("privacygate.json"));

        var init = Tool.RunAsProcess(clinic.Path, "init");

        Assert.True(init.ExitCode == 0, init.Output);
        Assert.Contains(leaky ? "Label column diagnosis: its values are the model's classes" : "Label column diagnosis: a guess", init.Output, StringComparison.Ordinal);
        Assert.Contains("privacygate.schema.json", clinic.Names());

        // Budget .10 cannot be proven with 284 records a side: the private one may be inconclusive, which is exit code 0.
        Assert.Equal(exitCode, clinic.Check().ExitCode);
    }

    [Fact]
    public void A_single_score_is_read_as_a_logit_where_the_label_has_two_values()
    {
        using var clinic = Clinic.Private();
        File.Delete(clinic.File("privacygate.json"));
        AnswerOneScore(clinic);

        var init = Tool.Run(clinic.Path, "init");

        Assert.True(init.ExitCode == 0, init.Output + init.Errors);
        Assert.Contains("Question: is the model a classifier of diagnosis?", init.Output, StringComparison.Ordinal);
        Assert.Contains("\"output\": { \"kind\": \"logits\" }", clinic.Read("privacygate.json"), StringComparison.Ordinal);
        Assert.Equal(0, clinic.Check().ExitCode);
        Assert.Contains("the logit of the second", clinic.Read("out/report.json"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_label_that_is_no_column_writes_nothing()
    {
        using var clinic = Clinic.Leaky();
        File.Delete(clinic.File("privacygate.json"));
        var init = Tool.Run(clinic.Path, "init", "--label", "diagnossis");
        Assert.Contains("error PG0034: the members have no column 'diagnossis' (--label); did you mean 'diagnosis'?", init.Output, StringComparison.Ordinal);
        Assert.Equal(3, init.ExitCode);
        Assert.False(File.Exists(clinic.File("privacygate.json")));
    }

    /// <summary>A column named by mistake may hold names.</summary>
    [Theory]
    [InlineData(9, false)]
    [InlineData(10, true)]
    public void Labels_of_few_records_are_not_written_into_the_spec(int records, bool written)
    {
        using var clinic = Clinic.Leaky();
        var lines = clinic.Read("members.csv").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        clinic.Write("members.csv", string.Join('\n', lines.Select((line, row) => row == 0 ? $"{line},doctor" : $"{line},{(row <= records ? "Anna" : "Bert")}")));

        var init = Tool.Run(clinic.Path, "init", "--force", "--label", "doctor");

        Assert.Equal(written, init.Output.Contains("'classes' below lists the labels", StringComparison.Ordinal));
        Assert.Equal(!written, init.Output.Contains("fewer than 10 records have some of them, so they are not written here", StringComparison.Ordinal));
        Assert.Equal(written, clinic.Read("privacygate.json").Contains("Anna", StringComparison.Ordinal));
        Assert.Equal(written, clinic.Read("privacygate.json").Contains("\"classes\"", StringComparison.Ordinal));
    }

    /// <summary>Ten rows may be ten visits of one person.</summary>
    [Fact]
    public void Labels_of_a_column_named_after_persons_are_not_written_into_the_spec()
    {
        using var clinic = Clinic.Leaky();
        var lines = clinic.Read("members.csv").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        clinic.Write("members.csv", string.Join('\n', lines.Select((line, row) => row == 0 ? $"{line},patient" : $"{line},{(row % 2 == 0 ? "Anna" : "Bert")}")));

        var init = Tool.Run(clinic.Path, "init", "--force", "--label", "patient");

        Assert.DoesNotContain("Anna", init.Output + clinic.Read("privacygate.json"), StringComparison.Ordinal);
        Assert.Contains("named as if it identified persons", init.Output, StringComparison.Ordinal);
    }

    /// <summary>The model's classes are benign and malignant, in this order.</summary>
    [Theory]
    [InlineData("1", "0", "\"classes\": [\"1\", \"0\"]")]
    [InlineData("0", "1", "\"classes\": [\"0\", \"1\"]")]
    [InlineData("harmlos", "bösartig", "\"classes\": [\"harmlos\", \"bösartig\"]")]
    public void Labels_that_are_none_of_the_models_classes_are_put_in_the_order_its_answers_fit(string benign, string malignant, string classes)
    {
        using var clinic = Clinic.Leaky();
        foreach (var file in new[] { "members.csv", "holdout.csv" })
        {
            clinic.Write(file, clinic.Read(file).Replace("benign", benign, StringComparison.Ordinal).Replace("malignant", malignant, StringComparison.Ordinal));
        }

        var init = Tool.Run(clinic.Path, "init", "--force");

        Assert.Contains("in the order that the model's answers for the members fit (AUC 1.00)", init.Output, StringComparison.Ordinal);
        Assert.Contains(classes, clinic.Read("privacygate.json"), StringComparison.Ordinal);
        Assert.Equal(1, clinic.Check().ExitCode);
    }

    [Fact]
    public void A_kind_that_is_named_is_written_down()
    {
        using var clinic = Clinic.Private();
        AnswerOneScore(clinic);

        Assert.Equal(0, Tool.Run(clinic.Path, "init", "--force", "--kind", "logits").ExitCode);
        Assert.Contains("\"kind\": \"logits\"", clinic.Read("privacygate.json"), StringComparison.Ordinal);
        Assert.Equal(2, Tool.Run(clinic.Path, "init", "--force", "--kind", "scores").ExitCode);
    }

    [Fact]
    public void Missing_values_of_trees_are_fed_and_asked_about()
    {
        using var clinic = Clinic.Leaky();
        var lines = clinic.Read("members.csv").Split('\n');
        lines[5] = lines[5][lines[5].IndexOf(',', StringComparison.Ordinal)..];
        clinic.Write("members.csv", string.Join('\n', lines));

        var init = Tool.Run(clinic.Path, "init", "--force");

        Assert.Contains("Question: was the model trained with missing values?", init.Output, StringComparison.Ordinal);
        Assert.Contains("\"missing\": \"nan\"", clinic.Read("privacygate.json"), StringComparison.Ordinal);
        Assert.Equal(1, clinic.Check().ExitCode);
    }

    [Theory]
    [InlineData("patient_id")]
    [InlineData("mrn")]
    public void A_column_that_numbers_records_is_left_out_of_the_features_and_asked_about(string name)
    {
        using var clinic = Clinic.Leaky();
        foreach (var file in new[] { "members.csv", "holdout.csv" })
        {
            var lines = clinic.Read(file).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            clinic.Write(file, string.Join('\n', lines.Select((line, row) => row == 0 ? $"{name},{line}" : FormattableString.Invariant($"{1000 + row},{line}"))));
        }

        var init = Tool.Run(clinic.Path, "init", "--force");

        Assert.Contains($"Columns {name} look like numbers of records", init.Output, StringComparison.Ordinal);
        Assert.DoesNotContain($"\"{name}\"", clinic.Read("privacygate.json"), StringComparison.Ordinal);
        Assert.Equal(1, clinic.Check().ExitCode);
    }

    /// <summary>The difference of the two logits, which is all that a network with one output answers.</summary>
    private static void AnswerOneScore(Clinic clinic)
    {
        var model = ModelProto.Parser.ParseFrom(File.ReadAllBytes(clinic.File("tumour.onnx")));
        model.Graph.Node.Add(new NodeProto { OpType = "MatMul", Input = { "logits", "difference" }, Output = { "score" } });
        model.Graph.Initializer.Add(new TensorProto { Name = "difference", DataType = 1, Dims = { 2, 1 }, FloatData = { -1, 1 } });
        model.Graph.Output.Clear();
        model.Graph.Output.Add(new ValueInfoProto { Name = "score" });
        File.WriteAllBytes(clinic.File("tumour.onnx"), model.ToByteArray());
    }

    [Fact]
    public void A_spec_that_is_there_is_kept_unless_forced()
    {
        using var clinic = Clinic.Leaky();
        var before = clinic.Read("privacygate.json");

        var init = Tool.Run(clinic.Path, "init");

        Assert.Equal(2, init.ExitCode);
        Assert.Contains("--force", init.Output, StringComparison.Ordinal);
        Assert.Contains("error PG0014", init.Output, StringComparison.Ordinal);
        Assert.Equal(before, clinic.Read("privacygate.json"));
        Assert.Equal(0, Tool.Run(clinic.Path, "init", "--force").ExitCode);
        Assert.NotEqual(before, clinic.Read("privacygate.json"));
    }

    [Fact]
    public void One_file_with_both_sides_is_parted_by_its_split_column()
    {
        using var clinic = Clinic.Leaky();
        var members = File.ReadAllLines(clinic.File("members.csv"));
        var holdout = File.ReadAllLines(clinic.File("holdout.csv"));
        clinic.Write("all.csv", string.Join('\n', members.Skip(1).Select(static line => line + ",train").Concat(holdout.Skip(1).Select(static line => line + ",test")).Prepend(members[0] + ",split")));
        File.Delete(clinic.File("members.csv"));
        File.Delete(clinic.File("holdout.csv"));

        Assert.Equal(0, Tool.Run(clinic.Path, "init", "--force").ExitCode);

        Assert.Contains("split == train", clinic.Read("privacygate.json"), StringComparison.Ordinal);
        Assert.Equal(1, clinic.Check().ExitCode);
    }

    [Fact]
    public void What_it_cannot_guess_it_asks_for()
    {
        using var clinic = Clinic.Leaky();
        File.Copy(clinic.File("tumour.onnx"), clinic.File("second.onnx"));

        var init = Tool.Run(clinic.Path, "init", "--force");

        Assert.Equal(2, init.ExitCode);
        Assert.Contains("error PG0011: which is the model: second.onnx, tumour.onnx?", init.Output, StringComparison.Ordinal);
    }
}
