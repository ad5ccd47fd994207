namespace PrivacyGate.Onnx.Tests.Gradients.Rules;

public class MatMulRuleTests
{
    [Theory]
    [InlineData(new long[] { -1, 4 }, new long[] { 4, 3 })]
    [InlineData(new long[] { -1, 2, 4 }, new long[] { 4, 3 })]
    [InlineData(new long[] { -1, 2, 5, 4 }, new long[] { 4, 3 })]
    [InlineData(new long[] { -1, 2, 4 }, new long[] { -1, 4, 3 })]
    [InlineData(new long[] { -1, 2, 5, 4 }, new long[] { -1, 2, 4, 3 })]
    [InlineData(new long[] { -1, 2, 5, 4 }, new long[] { 2, 4, 3 })]
    [InlineData(new long[] { 5, 4 }, new long[] { -1, 4, 3 })]
    [InlineData(new long[] { 1, 5, 4 }, new long[] { -1, 4, 3 })]
    [InlineData(new long[] { -1, 1, 5, 4 }, new long[] { 2, 4, 3 })]
    [InlineData(new long[] { 4 }, new long[] { 4 })]
    [InlineData(new long[] { -1, 4 }, new long[] { 4 })]
    [InlineData(new long[] { -1, 2, 4 }, new long[] { 4 })]
    [InlineData(new long[] { 4 }, new long[] { 4, 3 })]
    [InlineData(new long[] { 4 }, new long[] { -1, 4, 3 })]
    [ChecksRule("MatMul")]
    public void Any_ranks(long[] left, long[] right)
    {
        RuleCheck.AgainstFiniteDifferences(RuleCheck.Node("MatMul", 2), [RuleInput.Of(left), RuleInput.Of(right)], seed: 1);
        RuleCheck.AgainstFiniteDifferences(RuleCheck.Node("MatMul", 2), [RuleInput.Of(left).Kept(), RuleInput.Of(right)], seed: 2);
        RuleCheck.AgainstFiniteDifferences(RuleCheck.Node("MatMul", 2), [RuleInput.Of(left), RuleInput.Of(right).Kept()], seed: 3);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void Random_shapes(int seed)
    {
        var random = new Random(seed);
        long[] stack = [.. Enumerable.Range(0, random.Next(3)).Select(axis => axis == 0 ? -1L : random.Next(1, 4))];
        (long rows, long inner, long columns) = (random.Next(1, 5), random.Next(1, 5), random.Next(1, 5));
        RuleCheck.AgainstFiniteDifferences(
            RuleCheck.Node("MatMul", 2), [RuleInput.Of([.. Part(), rows, inner]), RuleInput.Of([.. Part(), inner, columns])], seed);

        long[] Part() => [.. stack[random.Next(stack.Length + 1)..].Select(axis => random.Next(3) == 0 ? 1 : axis)];
    }

    [Fact]
    public void A_matrix_times_itself() => RuleCheck.AgainstFiniteDifferences(RuleCheck.Node("MatMul", ["a", "a"], ["y"]), [RuleInput.Of(3, 3)], seed: 4);
}
