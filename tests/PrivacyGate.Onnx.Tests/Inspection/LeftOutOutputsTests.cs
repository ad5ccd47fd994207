using PrivacyGate.Models;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Inspection;
using Make = PrivacyGate.Onnx.Tests.Support.Graphs;

namespace PrivacyGate.Onnx.Tests.Inspection;

public sealed class LeftOutOutputsTests : IDisposable
{
    private const int Classes = 3;

    private readonly Make graph = new Make().Linear("z", Make.Matrix(Make.Width, Classes), Classes).Add("Softmax", ["z"], ["p"]);

    public void Dispose() => graph.Dispose();

    [Theory]
    [InlineData("p")]
    [InlineData("z")]
    public void Logits_and_the_probabilities_made_of_them_are_one(string audited)
    {
        graph.Output("p").Output("z");
        Assert.Empty(LeftOut(audited));
    }

    [Fact]
    public void Exact_probabilities_beside_rounded_ones_are_left_out()
    {
        graph.Constant("hundred", Tensors.Scalar(100, ElementType.Float))
            .Add("Mul", ["p", "hundred"], ["percent"]).Add("Round", ["percent"], ["whole"]).Add("Div", ["whole", "hundred"], ["y"]).Output("y").Output("p");
        Assert.Equal(["p"], LeftOut("y"));
        Assert.Empty(LeftOut("p"));
    }

    [Theory]
    [InlineData("p", "q")]
    [InlineData("q", "p")]
    public void Another_head_is_left_out(string audited, string other)
    {
        graph.Linear("v", Make.Matrix(Make.Width, Classes, seed: 9), Classes).Add("Softmax", ["v"], ["q"]).Output("p").Output("q");
        Assert.Equal([other], LeftOut(audited));
    }

    [Fact]
    public void Logits_of_another_head_as_wide_as_the_audited_one_are_left_out()
    {
        graph.Linear("v", Make.Matrix(Make.Width, Classes, seed: 9), Classes).Output("p", ElementType.Float, -1, Classes).Output("v", ElementType.Float, -1, Classes);
        Assert.Equal(["v"], LeftOut("p"));
    }

    /// <summary>A team adds coarse scores, as the report advises, and forgets to take the exact ones out.</summary>
    [Theory]
    [InlineData("p", "probabilities")]
    [InlineData("z", "probabilities")]
    [InlineData("z", "rounded")]
    public void Where_nobody_picks_an_output_the_finer_one_is_audited(string finer, string coarse)
    {
        graph.Constant("hundred", Tensors.Scalar(10, ElementType.Float))
            .Add("Mul", ["p", "hundred"], ["tenths"]).Add("Round", ["tenths"], ["whole"]).Add("Div", ["whole", "hundred"], [coarse]).Output(coarse).Output(finer);
        Assert.Contains($"output {finer} (", string.Join('\n', graph.Inspect().Recognition), StringComparison.Ordinal);
        Assert.Empty(LeftOut(null));
    }

    [Fact]
    public void Another_head_is_left_out_where_nobody_picks_one()
    {
        graph.Linear("v", Make.Matrix(Make.Width, Classes, seed: 9), Classes).Output("p", ElementType.Float, -1, Classes).Output("v", ElementType.Float, -1, Classes);
        Assert.Equal(["v"], LeftOut(null));
    }

    /// <summary>Of any type, and whatever made it.</summary>
    [Theory]
    [InlineData("Cast", ElementType.Int32)]
    [InlineData("Cast", ElementType.Text)]
    [InlineData("ReduceMax", ElementType.Float)]
    [InlineData("Cast", ElementType.Float)]
    public void A_number_beside_the_label_is_left_out(string op, int type)
    {
        graph.Add("ArgMax", ["p"], ["label"], Attributes.Int("axis", 1), Attributes.Int("keepdims", 0)).Output("label", ElementType.Int64, -1);
        graph.Add("ReduceMax", ["p"], ["most"], Attributes.Ints("axes", 1), Attributes.Int("keepdims", 0));
        _ = op == "Cast" ? graph.Add("Cast", ["most"], ["number"], Attributes.Int("to", type)) : graph.Add("Identity", ["most"], ["number"]);
        graph.Output("number", type, -1);
        Assert.Equal(["number"], LeftOut(null, OutputKinds.Label));
    }

    [Fact]
    public void A_name_made_of_the_label_is_not_left_out()
    {
        graph.Add("ArgMax", ["p"], ["label"], Attributes.Int("axis", 1), Attributes.Int("keepdims", 0)).Output("label", ElementType.Int64, -1);
        graph.Constant("names", Tensors.Of([5, 6, 7])).Add("Gather", ["names", "label"], ["code"]).Output("code", ElementType.Int64, -1);
        Assert.Empty(LeftOut("label"));
    }

    /// <summary>An embedding on the way to the scores is no score of classes: it could not be audited.</summary>
    [Fact]
    public void An_embedding_is_not_named()
    {
        using Make deep = new();
        deep.Linear("e", Make.Matrix(Make.Width, 8, seed: 9), 8).Add("Relu", ["e"], ["h"]).Constant("w", Tensors.Of(Make.Matrix(8, Classes), 8, Classes)).Add("MatMul", ["h", "w"], ["v"])
            .Output("v", ElementType.Float, -1, Classes).Output("e", ElementType.Float, -1, 8).Output("h", ElementType.Float, -1, 8);
        Assert.Empty(LeftOutOutputs.Of(OnnxFile.Read(deep.Write()), new ModelOverrides("v", null)));
    }

    [Fact]
    public void Logits_of_another_head_of_another_width_are_left_out()
    {
        graph.Linear("grade", Make.Matrix(Make.Width, 5, seed: 9), 5).Output("p", ElementType.Float, -1, Classes).Output("grade", ElementType.Float, -1, 5);
        Assert.Equal(["grade"], LeftOut("p"));
    }

    /// <summary>A mean tells less than what it is taken of.</summary>
    [Fact]
    public void Members_of_an_ensemble_beside_their_mean_are_left_out()
    {
        graph.Linear("v", Make.Matrix(Make.Width, Classes, seed: 9), Classes).Add("Softmax", ["v"], ["q"]).Add("Mean", ["p", "q"], ["mean"]).Output("mean").Output("p").Output("q");
        Assert.Equal(["p", "q"], LeftOut("mean"));
        Assert.Equal(["p", "q"], LeftOut(null));
    }

    /// <summary>A second stage sees the record and the first stage's score.</summary>
    [Fact]
    public void A_stage_that_sees_more_than_the_audited_score_is_left_out()
    {
        graph.Linear("v", Make.Matrix(Make.Width, Classes, seed: 9), Classes).Add("Add", ["v", "p"], ["both"]).Add("Softmax", ["both"], ["final"]).Output("p").Output("final");
        Assert.Equal(["final"], LeftOut("p"));
    }

    [Theory]
    [InlineData("HardSigmoid")]
    [InlineData("Relu")]
    [InlineData("Hardmax")]
    [InlineData("Min")]
    public void Logits_behind_scores_that_are_cut_off_are_left_out(string op)
    {
        graph.Constant("top", Tensors.Scalar(.5, ElementType.Float));
        graph.Add(op, op == "Min" ? ["z", "top"] : ["z"], ["cut"]).Output("cut", ElementType.Float, -1, Classes).Output("z", ElementType.Float, -1, Classes);
        Assert.Equal(["z"], LeftOut("cut", OutputKinds.Logits));
    }

    [Fact]
    public void One_column_of_two_probabilities_tells_both()
    {
        using Make two = new();
        two.Linear("z", Make.Matrix(Make.Width, 2), 2).Add("Softmax", ["z"], ["p"]).Constant("one", Tensors.Of([1L])).Add("Gather", ["p", "one"], ["second"], Attributes.Int("axis", 1))
            .Output("p", ElementType.Float, -1, 2).Output("second", ElementType.Float, -1, 1);
        Assert.Empty(LeftOutOutputs.Of(OnnxFile.Read(two.Write()), new ModelOverrides("second", OutputKinds.Probabilities)));
    }

    [Theory]
    [InlineData(ElementType.Float)]
    [InlineData(ElementType.Int32)]
    [InlineData(ElementType.Int8)]
    public void Any_numbers_beside_an_audited_label_are_left_out(int type)
    {
        graph.Add("ArgMax", ["p"], ["label"], Attributes.Int("axis", 1), Attributes.Int("keepdims", 0)).Output("label", ElementType.Int64, -1);
        graph.Constant("hundred", Tensors.Scalar(100, ElementType.Float)).Add("Mul", ["p", "hundred"], ["percent"]).Add("Cast", ["percent"], ["numbers"], Attributes.Int("to", type)).Output("numbers", type, -1, Classes);
        Assert.Equal(["numbers"], LeftOut("label", OutputKinds.Label));
    }

    [Fact]
    public void What_is_made_of_the_audited_scores_alone_is_not_named()
    {
        graph.Constant("cold", Tensors.Scalar(.5, ElementType.Float)).Add("Mul", ["z", "cold"], ["scaled"]).Add("Softmax", ["scaled"], ["calibrated"]).Output("z").Output("calibrated");
        Assert.Empty(LeftOut("z"));
    }

    [Fact]
    public void Scores_beside_an_audited_label_are_left_out()
    {
        graph.Add("ArgMax", ["p"], ["label"], Attributes.Int("axis", 1), Attributes.Int("keepdims", 0)).Output("label", ElementType.Int64, -1).Output("p");
        Assert.Equal(["p"], LeftOut(null, OutputKinds.Label));
        Assert.Equal(["p"], LeftOut("label"));
        Assert.Empty(LeftOut(null));
    }

    private IReadOnlyList<string> LeftOut(string? name, string? kind = null) => LeftOutOutputs.Of(OnnxFile.Read(graph.Write()), new ModelOverrides(name, kind));
}
