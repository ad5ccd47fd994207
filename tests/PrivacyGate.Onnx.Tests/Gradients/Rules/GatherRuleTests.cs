using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Tests.Gradients.Rules;

public class GatherRuleTests
{
    private static readonly TensorProto Two = Matrix([3, 0, 3, -1, 1, 3], 2, 3);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(-1)]
    [ChecksRule("Gather")]
    public void Rows_taken_several_times_along_any_axis(int axis)
    {
        long[] shape = [4, 5, 6];
        RuleCheck.AgainstFiniteDifferences(Node(axis), [RuleInput.Of(shape), RuleInput.Fixed(Two)], seed: 1);
        RuleCheck.AgainstFiniteDifferences(Node(axis), [RuleInput.Of(shape), RuleInput.Integers(2, 2, -2)], seed: 2);
        RuleCheck.AgainstFiniteDifferences(Node(axis), [RuleInput.Of(shape), RuleInput.Fixed(Matrix([-1]))], seed: 3);
        RuleCheck.AgainstFiniteDifferences(Node(axis), [RuleInput.Of(shape), RuleInput.Fixed(Matrix([1]))], seed: 4);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Rows_of_each_record(int axis)
    {
        RuleCheck.AgainstFiniteDifferences(Node(axis), [RuleInput.Of(-1, 5, 4), RuleInput.Integers(3, 3, 0)], seed: 5);
        RuleCheck.AgainstFiniteDifferences(Node(axis), [RuleInput.Of(-1, 5, 4), RuleInput.Fixed(Two)], seed: 6);
        RuleCheck.AgainstFiniteDifferences(Node(axis), [RuleInput.Of(-1, 5, 4), RuleInput.Fixed(Matrix([2]))], seed: 7);
    }

    [Fact]
    public void Indices_of_32_bits() => RuleCheck.AgainstFiniteDifferences(
        Node(0), [RuleInput.Of(4, 3), RuleInput.Fixed(new TensorProto { DataType = ElementType.Int32, Dims = { 3 }, Int32Data = { 1, 1, 3 } })], seed: 8);

    [Fact]
    public void A_table_without_columns() => RuleCheck.AgainstFiniteDifferences(Node(0), [RuleInput.Of(7), RuleInput.Fixed(Two)], seed: 9);

    private static NodeProto Node(int axis) => RuleCheck.Node("Gather", 2, Attributes.Int("axis", axis));

    private static TensorProto Matrix(long[] values, params long[] shape)
    {
        var tensor = Tensors.Of(values);
        tensor.Dims.Clear();
        tensor.Dims.Add(shape);
        return tensor;
    }
}
