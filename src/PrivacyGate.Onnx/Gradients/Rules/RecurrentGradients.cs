using PrivacyGate.Onnx.Gradients.Steps;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Gradients.Rules;

/// <summary>Gradients of a recurrent layer's outputs by step, and those of its inputs gathered over steps and directions.</summary>
internal sealed class RecurrentGradients(NodeProto node, GradientScope scope)
{
    private readonly List<string> weights = [], recurrent = [], biases = [], states = [], cells = [];

    /// <summary>The gradient of each step's state as the layer hands it on, [1, batch, units], by place in the sequence; null where nothing uses it.</summary>
    public string?[] OfSteps(Recurrence direction)
    {
        if (node.Output[0].Length == 0 || scope.GradientOf(node.Output[0]) is not { } gradient)
        {
            return new string?[direction.Steps];
        }

        var sequence = scope.Squeeze(scope.Slice(gradient, 1, direction.Direction, direction.Direction + 1), 1);
        string[] steps = [.. direction.Order.Order().Select(step => direction.At(step, "dy"))];
        RecurrentRule.Split(scope, sequence, 0, [.. Enumerable.Repeat(1L, direction.Steps)], steps);
        return steps;
    }

    /// <summary>The gradient of the last state (output 1) or cell (output 2); null when nothing uses it.</summary>
    public string? OfLast(Recurrence direction, int output) =>
        node.Output.ElementAtOrDefault(output) is { Length: > 0 } name && scope.GradientOf(name) is { } gradient
            ? scope.Slice(gradient, 0, direction.Direction, direction.Direction + 1) : null;

    /// <summary>Takes what the steps of one direction left: "dx" and "dr" of each, and the gradients of the state before the first.</summary>
    public void Collect(Recurrence direction, string state, string? cell)
    {
        var rows = scope.ShapeOf(node.Input[2])[1];
        string inputs = Flat(direction.Sequence("dx"), rows), recalled = Flat(direction.Sequence("dr"), rows);
        if (scope.Needs(node.Input[1]))
        {
            weights.Add(scope.Unsqueeze(GemmRule.Product(scope, inputs, true, direction.FlatInput(), false), 0));
        }

        if (scope.Needs(node.Input[2]))
        {
            recurrent.Add(scope.Unsqueeze(GemmRule.Product(scope, recalled, true, Flat(direction.SequenceBefore(), direction.Units), false), 0));
        }

        if (scope.Needs(node.At(3)))
        {
            var both = scope.Emit("Concat", [scope.ReduceSum(inputs, [0], keepAxes: false), scope.ReduceSum(recalled, [0], keepAxes: false)], [Attributes.Int("axis", 0)]);
            biases.Add(scope.Unsqueeze(both, 0));
        }

        if (scope.Needs(node.Input[0]))
        {
            scope.Accumulate(node.Input[0], scope.Emit("MatMul", direction.Sequence("dx"), direction.Weights));
        }

        states.Add(state);
        if (cell is not null)
        {
            cells.Add(cell);
        }
    }

    public void Accumulate()
    {
        List<string>[] gathered = [weights, recurrent, biases, [], states, cells];
        for (var input = 1; input <= gathered.Length; input++)
        {
            if (scope.Needs(node.At(input)) && gathered[input - 1] is { Count: > 0 } parts)
            {
                scope.Accumulate(node.Input[input], scope.Emit("Concat", parts, [Attributes.Int("axis", 0)]));
            }
        }
    }

    /// <summary>All steps below each other.</summary>
    private string Flat(string sequence, long width) => scope.Reshape(sequence, -1, width);
}
