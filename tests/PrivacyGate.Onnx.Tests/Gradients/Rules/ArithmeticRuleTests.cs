using PrivacyGate.Onnx.Graphs;

namespace PrivacyGate.Onnx.Tests.Gradients.Rules;

public class ArithmeticRuleTests
{
    public static TheoryData<string> Pairs => new("Add", "Sub", "Mul", "Div", "Pow", "Max", "Min", "Sum");

    [Theory]
    [MemberData(nameof(Pairs))]
    [ChecksRule("Add", "Sub", "Mul", "Div", "Pow", "Max", "Min", "Sum")]
    public void Two_values_are_broadcast_either_way(string op)
    {
        (long[], long[])[] shapes =
            [([-1, 3], [-1, 3]), ([-1, 3], [3]), ([3], [-1, 3]), ([-1, 1, 3], [2, 1]), ([1, 3], [-1, 1]), ([-1, 3], []), ([2, 1, 1], [-1, 2, 3, 2])];
        foreach ((var left, var right) in shapes)
        {
            RuleCheck.AgainstFiniteDifferences(RuleCheck.Node(op, 2), [RuleInput.Numbers(.3, 2, left), RuleInput.Numbers(.3, 2, right)], seed: 3);
            RuleCheck.AgainstFiniteDifferences(RuleCheck.Node(op, 2), [RuleInput.Numbers(.3, 2, left), RuleInput.Numbers(.3, 2, right).Kept()], seed: 4);
            RuleCheck.AgainstFiniteDifferences(RuleCheck.Node(op, 2), [RuleInput.Numbers(.3, 2, left).Kept(), RuleInput.Numbers(.3, 2, right)], seed: 5);
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Random_shapes(string op)
    {
        for (var seed = 1; seed <= 6; seed++)
        {
            var random = new Random(seed);
            long[] whole = [.. Enumerable.Range(0, random.Next(1, 4)).Select(axis => axis == 0 ? -1L : random.Next(1, 4))];
            RuleCheck.AgainstFiniteDifferences(
                RuleCheck.Node(op, 2), [RuleInput.Numbers(.3, 2, Part(whole, random)), RuleInput.Numbers(.3, 2, Part(whole, random))], seed);
        }

        // Axes in front left out, others 1: what broadcasting can undo.
        static long[] Part(long[] shape, Random random) =>
            [.. shape[random.Next(shape.Length)..].Select(axis => random.Next(3) == 0 ? 1 : axis)];
    }

    [Theory]
    [InlineData("Add")]
    [InlineData("Mul")]
    [InlineData("Sub")]
    public void Negative_numbers_too(string op) =>
        RuleCheck.AgainstFiniteDifferences(RuleCheck.Node(op, 2), [RuleInput.Of(-1, 4), RuleInput.Of(-1, 4)], seed: 6);

    [Fact]
    public void A_negative_divisor_too() =>
        RuleCheck.AgainstFiniteDifferences(RuleCheck.Node("Div", 2), [RuleInput.Of(-1, 4), RuleInput.Off0(.3, -1, 4)], seed: 6);

    [Theory]
    [InlineData("Max")]
    [InlineData("Min")]
    [InlineData("Sum")]
    public void Any_number_of_values(string op)
    {
        RuleCheck.AgainstFiniteDifferences(RuleCheck.Node(op, 1), [RuleInput.Of(-1, 4)], seed: 7);
        RuleCheck.AgainstFiniteDifferences(RuleCheck.Node(op, 3), [RuleInput.Of(-1, 4), RuleInput.Of(4), RuleInput.Of(-1, 1)], seed: 8);
    }

    [Fact]
    [ChecksRule("Mean")]
    public void The_mean_of_several_values()
    {
        // ONNX Runtime's Mean knows single precision only.
        RuleInput[] inputs = [RuleInput.Of(-1, 4), RuleInput.Of(4), RuleInput.Of(-1, 1)];
        RuleCheck.AgainstFiniteDifferences(RuleCheck.Node("Mean", 3), inputs, seed: 8, RuleCheckOptions.SingleLinear);
        RuleCheck.AgainstFiniteDifferences(RuleCheck.Node("Mean", 1), inputs[..1], seed: 8, RuleCheckOptions.SingleLinear);
    }

    [Theory]
    [InlineData("Add", 2)]
    [InlineData("Mul", 1)]
    public void A_value_used_twice_gets_both_gradients(string op, double tolerance) => RuleCheck.AgainstFiniteDifferences(
        RuleCheck.Node(op, ["a", "a"], ["y"]), [RuleInput.Of(-1, 4)], seed: 9, new RuleCheckOptions { Tolerance = 1e-6 * tolerance });

    [Theory]
    [InlineData("Max", 2)]
    [InlineData("Min", 2)]
    [InlineData("Max", 3)]
    public void Values_that_tie_share_the_gradient_equally(string op, int inputs)
    {
        // Differences to either side of a tie: the mean of both one-sided slopes is the equal share of two.
        using var step = RuleStep.Of(RuleCheck.Node(op, inputs), [.. Enumerable.Repeat(RuleInput.Numbers(1, 1, 1, 2), inputs)], new RuleCheckOptions());
        step.Draw(new Random(1));
        var weights = step.Values["weight/y"];
        Assert.All(step.Gradients(), pair => Assert.Equal(weights.Select(weight => weight / inputs), pair.Value, (one, other) => Math.Abs(one - other) < 1e-12));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(-1)]
    [InlineData(.5)]
    public void A_constant_power(double power) => RuleCheck.AgainstFiniteDifferences(
        RuleCheck.Node("Pow", 2), [RuleInput.Numbers(.3, 2, -1, 3), RuleInput.Fixed(Tensors.Scalar(power, ElementType.Double))], seed: 10);

    [Fact]
    public void A_square_of_negative_numbers() => RuleCheck.AgainstFiniteDifferences(
        RuleCheck.Node("Pow", 2), [RuleInput.Of(-1, 3), RuleInput.Fixed(Tensors.Scalar(2, ElementType.Double))], seed: 11);

    [Fact]
    public void A_power_of_another_type() => RuleCheck.AgainstFiniteDifferences(
        RuleCheck.Node("Pow", 2), [RuleInput.Of(-1, 3), RuleInput.Fixed(Tensors.Of([2, 3, 1]))], seed: 12);

    [Theory]
    [InlineData("Neg", -2)]
    [InlineData("Exp", -2)]
    [InlineData("Log", .3)]
    [InlineData("Sqrt", .3)]
    [InlineData("Reciprocal", .3)]
    [ChecksRule("Neg", "Exp", "Log", "Sqrt", "Reciprocal")]
    public void One_value(string op, double low) =>
        RuleCheck.AgainstFiniteDifferences(RuleCheck.Node(op, 1), [RuleInput.Numbers(low, 2, -1, 5)], seed: 13);

    [Fact]
    [ChecksRule("Abs")]
    public void Absolute_values() => RuleCheck.AgainstFiniteDifferences(RuleCheck.Node("Abs", 1), [RuleInput.Off0(.1, -1, 5)], seed: 14);
}
