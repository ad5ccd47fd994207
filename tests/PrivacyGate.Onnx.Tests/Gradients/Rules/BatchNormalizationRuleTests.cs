using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Tests.Gradients.Rules;

public class BatchNormalizationRuleTests
{
    private static readonly float[] Means = [.5f, -1, 2];
    private static readonly float[] Variances = [2, .5f, 1.5f];

    [Theory]
    [InlineData(true, new long[] { })]
    [InlineData(true, new long[] { 4 })]
    [InlineData(true, new long[] { 2, 3 })]
    [InlineData(false, new long[] { })]
    [InlineData(false, new long[] { 2, 3 })]
    [ChecksRule("BatchNormalization")]
    public void Gradients_are_those_by_finite_differences(bool isTraining, long[] image) => RuleCheck.AgainstFiniteDifferences(
        Node(.9f), Inputs(image, ElementType.Double), seed: 1, new RuleCheckOptions { IsTraining = isTraining, Batch = 5 });

    [Fact]
    public void As_served_it_is_the_operator() =>
        RuleCheck.ForwardIsTheOperator(Node(.9f), Inputs([2, 3], ElementType.Float), 1, new RuleCheckOptions { IsTraining = false, ElementType = ElementType.Float });

    /// <summary>Golden values of torch.nn.BatchNorm1d(1, momentum=.1) 1.13 in training mode over the column 1, 2, 4, 9, from running mean .5 and variance 2.</summary>
    [Fact]
    public void Running_statistics_move_as_in_torch()
    {
        var statistics = Run([1, 2, 4, 9], 4);
        Assert.Equal(.85, statistics.Mean, 1e-6);
        Assert.Equal(3.0666666, statistics.Variance, 1e-6);
        Assert.Equal([-.9733281, -.6488854, 0, 1.6222134], statistics.Output, static (one, other) => Math.Abs(one - other) < 1e-5);
    }

    [Fact]
    public void A_batch_of_one_value_leaves_finite_statistics()
    {
        var statistics = Run([3], 1);
        Assert.Equal(.9 * .5 + .1 * 3, statistics.Mean, 1e-6);
        Assert.Equal(1.8, statistics.Variance, 1e-6);
    }

    private static Statistics Run(double[] column, int batch)
    {
        var options = new RuleCheckOptions { ElementType = ElementType.Float, Batch = batch };
        RuleInput[] inputs =
        [
            RuleInput.Of(-1, 1), RuleInput.Of(1), RuleInput.Of(1), RuleInput.Fixed(Tensors.Of([.5f], 1)), RuleInput.Fixed(Tensors.Of([2f], 1)),
        ];
        using var step = RuleStep.Of(Node(.9f), inputs, options);
        step.Draw(new Random(1));
        (step.Values["a"], step.Values["b"], step.Values["c"], step.Values["d"], step.Values["e"]) = (column, [1], [0], [.5], [2]);
        var updated = step.Updated();
        return new Statistics(updated[0][0], updated[1][0], step.Outputs()[0]);
    }

    private static NodeProto Node(float momentum) => RuleCheck.Node("BatchNormalization", 5, Attributes.Float("momentum", momentum), Attributes.Float("epsilon", 1e-5f));

    private static RuleInput[] Inputs(long[] image, int type) =>
        [RuleInput.Of([-1, 3, .. image]), RuleInput.Of(3), RuleInput.Of(3), RuleInput.Fixed(Vector(Means, type)), RuleInput.Fixed(Vector(Variances, type))];

    private static TensorProto Vector(float[] values, int type) => type == ElementType.Float ? Tensors.Of(values, 3)
        : new TensorProto { DataType = type, Dims = { 3 }, DoubleData = { values.Select(static value => (double)value) } };

    private sealed record Statistics(double Mean, double Variance, double[] Output);
}
