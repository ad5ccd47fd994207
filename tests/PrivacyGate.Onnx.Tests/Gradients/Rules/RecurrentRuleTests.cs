using PrivacyGate.Onnx.Gradients;
using PrivacyGate.Onnx.Gradients.Rules;
using PrivacyGate.Onnx.Gradients.Steps;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Tests.Gradients.Rules;

/// <summary>ONNX Runtime's own LSTM and GRU compute in single precision only.</summary>
public class RecurrentRuleTests
{
    private const int Units = 3;

    [Theory]
    [InlineData("LSTM", "forward")]
    [InlineData("LSTM", "reverse")]
    [InlineData("LSTM", "bidirectional")]
    [InlineData("GRU", "forward")]
    [InlineData("GRU", "reverse")]
    [InlineData("GRU", "bidirectional")]
    [ChecksRule("LSTM", "GRU")]
    public void All_gradients_are_those_by_finite_differences(string op, string direction)
    {
        string[] states = op == "LSTM" ? ["h", "c"] : ["h"];
        Check(Node(op, direction, ["x", "w", "r", "b", "", .. states], ["y", "yh", .. op == "LSTM" ? new[] { "yc" } : []]), states.Length, withBias: true);
        Check(Node(op, direction, ["x", "w", "r"], ["y"]), 0, withBias: false);
        Check(Node(op, direction, ["x", "w", "r", "b"], ["", "yh"]), 0, withBias: true);
    }

    [Fact]
    public void What_a_recurrent_layer_may_do_beside_is_refused_by_name()
    {
        Refused(new LstmRule(), "clips", Attributes.Float("clip", 3));
        Refused(new LstmRule(), "batch in front", Attributes.Int("layout", 1));
        Refused(new LstmRule(), "couples", Attributes.Int("input_forget", 1));
        Refused(new GruRule(), "resets its state before", Attributes.Int("linear_before_reset", 0));
        Refused(new GruRule(), "other functions", Attributes.Int("linear_before_reset", 1), new AttributeProto { Name = "activations", Strings = { Google.Protobuf.ByteString.CopyFromUtf8("Relu") } });
        Assert.Contains("grows with the batch", new LstmRule().Refusal(RuleCheck.Node("LSTM", 3), Scope([-1, 1, 2])), StringComparison.Ordinal);
        Assert.Contains("lengths", new LstmRule().Refusal(RuleCheck.Node("LSTM", 5), Scope([3, -1, 2])), StringComparison.Ordinal);
        Assert.Contains("peepholes", new LstmRule().Refusal(RuleCheck.Node("LSTM", ["a", "b", "c", "", "", "", "", "p"], ["y"]), Scope([3, -1, 2])), StringComparison.Ordinal);
    }

    private static void Refused(IGradientRule rule, string why, params AttributeProto[] attributes) =>
        Assert.Contains(why, rule.Refusal(RuleCheck.Node(rule.Operator, 3, attributes), Scope([3, -1, 2])), StringComparison.Ordinal);

    private static GradientScope Scope(long[] input)
    {
        var graph = new GraphProto();
        var types = new ValueTypes(new Dictionary<string, long[]> { ["a"] = input }, new Dictionary<string, int>(), new Dictionary<string, long[]>());
        return new GradientScope(new GraphView(graph), graph, OpsetLift.Lowest, ElementType.Float, new HashSet<string>(), types, true, StartingPoint.Seed);
    }

    private static void Check(NodeProto node, int states, bool withBias)
    {
        var inputs = Inputs(node, states, withBias);
        RuleCheck.ForwardIsTheOperator(node, inputs, 1, RuleCheckOptions.SingleCurved);
        RuleCheck.AgainstFiniteDifferences(node, inputs, 2, RuleCheckOptions.SingleCurved with { Batch = 2 });
    }

    private static RuleInput[] Inputs(NodeProto node, int states, bool withBias)
    {
        int gates = node.OpType == "LSTM" ? 4 : 3, directions = node.Text("direction", "") == "bidirectional" ? 2 : 1;
        return
        [
            RuleInput.Of(4, -1, 2),
            RuleInput.Numbers(-1, 1, directions, gates * Units, 2),
            RuleInput.Numbers(-1, 1, directions, gates * Units, Units),
            .. withBias ? [RuleInput.Numbers(-1, 1, directions, 2 * gates * Units)] : Array.Empty<RuleInput>(),
            .. Enumerable.Range(0, states).Select(_ => RuleInput.Of(directions, -1, Units)),
        ];
    }

    private static NodeProto Node(string op, string direction, string[] inputs, string[] outputs)
    {
        var node = RuleCheck.Node(op, inputs, outputs, Attributes.Int("hidden_size", Units), Attributes.Text("direction", direction));
        if (op == "GRU")
        {
            node.Attribute.Add(Attributes.Int("linear_before_reset", 1));
        }

        return node;
    }
}
