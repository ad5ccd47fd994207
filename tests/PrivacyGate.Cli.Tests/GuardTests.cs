using System.Globalization;
using Google.Protobuf;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Cli.Tests;

/// <summary>A model that leaks, read wrongly in one way or another: it never passes, and the message names the way.</summary>
public class GuardTests
{
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
        Disturb(clinic, (input, output) =>
        [
            Node("RandomNormalLike", [input], "noise"),
            Node("Add", [input, "noise"], output),
        ]);

        var run = clinic.Check("--profile", "quick");

        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains("error PG0225", run.Output, StringComparison.Ordinal);
    }

    /// <summary>Uniform from 8 rows up: queried in batches it would pass. Queried one by one it is the model that leaks.</summary>
    [Fact]
    public void A_model_whose_answers_depend_on_the_batch_is_queried_about_one_record_at_a_time()
    {
        using var clinic = Clinic.Leaky();
        clinic.Check("--profile", "quick");
        var before = Lines(clinic, "out/verdict.tsv");
        Disturb(clinic, (input, output) =>
        [
            Node("Shape", [input], "shape"),
            Node("Gather", ["shape", "first"], "rows"),
            Node("Less", ["rows", "eight"], "few"),
            With(Node("Cast", ["few"], "factor"), "to", 1),
            Node("Mul", [input, "factor"], output),
        ]);

        var run = clinic.Check("--profile", "quick");

        Assert.Equal(before, Lines(clinic, "out/verdict.tsv").Where(static line => !line.Contains("PG0226", StringComparison.Ordinal)));
        Assert.Contains("PG0226", clinic.Read("out/report.json"), StringComparison.Ordinal);
        Assert.Contains("fail", run.Output, StringComparison.Ordinal);
    }

    private static string Nudged(string line)
    {
        var comma = line.IndexOf(',', StringComparison.Ordinal);
        var value = double.Parse(line[..comma], CultureInfo.InvariantCulture) + 0.001;
        return value.ToString("R", CultureInfo.InvariantCulture) + line[comma..];
    }

    /// <summary>Puts nodes between the model's input and what reads it.</summary>
    private static void Disturb(Clinic clinic, Func<string, string, NodeProto[]> nodes)
    {
        var model = ModelProto.Parser.ParseFrom(File.ReadAllBytes(clinic.File("tumour.onnx")));
        var input = model.Graph.Input[0].Name;
        foreach (var node in model.Graph.Node)
        {
            for (var i = 0; i < node.Input.Count; i++)
            {
                node.Input[i] = node.Input[i] == input ? "disturbed" : node.Input[i];
            }
        }

        foreach (var node in nodes(input, "disturbed").Reverse())
        {
            model.Graph.Node.Insert(0, node);
        }

        model.Graph.Initializer.Add(new TensorProto { Name = "first", DataType = 7, Dims = { 1 }, Int64Data = { 0 } });
        model.Graph.Initializer.Add(new TensorProto { Name = "eight", DataType = 7, Dims = { 1 }, Int64Data = { 8 } });
        File.WriteAllBytes(clinic.File("tumour.onnx"), model.ToByteArray());
    }

    private static NodeProto Node(string op, string[] inputs, string output) => new() { OpType = op, Input = { inputs }, Output = { output } };

    private static NodeProto With(NodeProto node, string name, long value)
    {
        node.Attribute.Add(new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.Int, I = value });
        return node;
    }
}
