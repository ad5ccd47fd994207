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

    /// <summary>An embedding is no score of classes: it could not be audited.</summary>
    [Fact]
    public void An_embedding_is_not_named()
    {
        graph.Linear("e", Make.Matrix(Make.Width, 8, seed: 9), 8).Output("p", ElementType.Float, -1, Classes).Output("e", ElementType.Float, -1, 8);
        Assert.Empty(LeftOut("p"));
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
