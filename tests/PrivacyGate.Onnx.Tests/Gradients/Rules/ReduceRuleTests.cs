using PrivacyGate.Onnx.Graphs;

namespace PrivacyGate.Onnx.Tests.Gradients.Rules;

public class ReduceRuleTests
{
    public static TheoryData<string, long[]?, bool, long> Cases
    {
        get
        {
            TheoryData<string, long[]?, bool, long> cases = [];
            foreach (var op in new[] { "ReduceSum", "ReduceMean", "ReduceMax", "ReduceMin" })
            {
                foreach (var axes in new long[]?[] { [1], [-1], [1, 2], [2, 1], null })
                {
                    cases.Add(op, axes, true, 17);
                    cases.Add(op, axes, false, 17);
                    cases.Add(op, axes, false, 18);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    [ChecksRule("ReduceSum", "ReduceMean", "ReduceMax", "ReduceMin")]
    public void Over_any_axes(string op, long[]? axes, bool keep, long opset)
    {
        var asInput = op == "ReduceSum" || opset >= 18;
        var keepdims = Attributes.Int("keepdims", keep ? 1 : 0);

        // A mean over all axes is one over the batch, which is refused where the batch is open.
        var x = axes is null ? RuleInput.Of(3, 2, 4) : RuleInput.Of(-1, 2, 4);
        RuleInput[] inputs = asInput && axes is not null ? [x, RuleInput.Integers(axes)] : [x];
        RuleCheck.AgainstFiniteDifferences(
            asInput || axes is null ? RuleCheck.Node(op, inputs.Length, keepdims) : RuleCheck.Node(op, 1, keepdims, Attributes.Ints("axes", axes)),
            inputs,
            seed: 1,
            new RuleCheckOptions { Opset = opset });
    }

    [Theory]
    [InlineData("ReduceMax")]
    [InlineData("ReduceMin")]
    public void Values_that_tie_share_the_gradient_equally(string op)
    {
        using var step = RuleStep.Of(RuleCheck.Node(op, 1, Attributes.Ints("axes", 1)), [RuleInput.Numbers(1, 1, -1, 4)], new RuleCheckOptions());
        step.Draw(new Random(1));
        var weights = step.Values["weight/y"];
        Assert.Equal(weights.SelectMany(static weight => Enumerable.Repeat(weight / 4, 4)), step.Gradients()["a"]);
    }
}
