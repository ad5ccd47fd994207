using Google.Protobuf;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Cli.Tests;

/// <summary>A spec that audits less than the model gives away passes no leak in silence.</summary>
public class LeftOutTests
{
    [Theory]
    [InlineData("gap", 0)]
    [InlineData("entropy", 1)]
    public void A_leak_that_the_listed_attacks_miss_stands_in_the_way_of_a_pass(string attack, int exitCode)
    {
        using var clinic = Clinic.Leaky();
        clinic.WriteSpec($"\"budget\": {{ \"advantage\": 0.20 }}, \"attacks\": [\"{attack}\"]");

        var run = clinic.Check();

        Assert.Equal(exitCode, run.ExitCode);
        Assert.Equal(exitCode == 0, run.Output.Contains("warning PG0123: tumour.onnx: the attack 'loss' proves a leak over the budget, and 'attacks' leaves it out: loss attack advantage 0.79", StringComparison.Ordinal));
        Assert.DoesNotContain(" pass ", run.Output, StringComparison.Ordinal);
        Assert.Equal(exitCode == 0 ? 4 : 1, clinic.Check("--strict").ExitCode);
    }

    /// <summary>What was left out is kept with the audit, so that the second run says the same.</summary>
    [Fact]
    public void A_kept_audit_says_so_too()
    {
        using var clinic = Clinic.Leaky();
        clinic.WriteSpec("\"budget\": { \"advantage\": 0.20 }, \"attacks\": [\"gap\"]");
        var first = clinic.Check("--cache", "cache");
        Assert.Equal(first.Output, clinic.Check("--cache", "cache").Output);
        Assert.Contains("PG0123", first.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_that_keeps_its_secrets_passes_with_any_list()
    {
        using var clinic = Clinic.Private();
        clinic.WriteSpec("\"budget\": { \"advantage\": 0.20 }, \"attacks\": [\"gap\"]");
        var run = clinic.Check();
        Assert.Equal(0, run.ExitCode);
        Assert.DoesNotContain("PG0123", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Scores_that_the_spec_leaves_out_are_warned_of_at_the_key()
    {
        using var clinic = Clinic.Leaky();
        clinic.WriteSpec("\"output\": { \"kind\": \"label\" },\n\"budget\": { \"advantage\": 0.20 }");
        Assert.Contains("privacygate.json(9,27): warning PG0124: tumour.onnx: the model also answers output output_probability, which no attack reads", clinic.Check().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_output_that_another_entry_audits_is_not_warned_of()
    {
        using var clinic = Clinic.Private();
        var model = ModelProto.Parser.ParseFrom(File.ReadAllBytes(clinic.File("tumour.onnx")));
        var twin = model.Graph.Node.First(static node => node.OpType == "Gemm").Clone();
        twin.Output[0] = "twin logits";
        (twin.Input[0], twin.Name) = (model.Graph.Node[0].Output[0], "twin");
        model.Graph.Node.Add([twin, DisturbedModel.Node("Softmax", ["twin logits"], "twin probability")]);
        model.Graph.Output.Add(new ValueInfoProto { Name = "twin probability", Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = 1 } } });
        File.WriteAllBytes(clinic.File("tumour.onnx"), model.ToByteArray());

        clinic.WriteSpec("\"output\": { \"name\": \"probabilities\" }");
        Assert.Contains("warning PG0124: tumour.onnx: the model also answers output twin probability, which no attack reads", clinic.Check().Output, StringComparison.Ordinal);

        var spec = clinic.Read("privacygate.json");
        var entry = spec[spec.IndexOf("{\n      \"path\"", StringComparison.Ordinal)..spec.LastIndexOf(']')];
        clinic.Write("privacygate.json", spec.Replace(entry, $"{entry.TrimEnd()}, {entry.Replace("probabilities", "twin probability", StringComparison.Ordinal).Replace("\"path\"", "\"name\": \"twin\", \"path\"", StringComparison.Ordinal)}", StringComparison.Ordinal));
        var both = clinic.Check();
        Assert.Equal(0, both.ExitCode);
        Assert.DoesNotContain("PG0124", both.Output, StringComparison.Ordinal);
    }
}
