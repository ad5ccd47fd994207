using PrivacyGate.Onnx.Gradients.Steps;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Gradients.Rules;

/// <summary>
/// A recurrent layer, written out step by step for its known number of steps, and backwards through them. What reads the
/// whole sequence at once, the inputs' projection and all gradients of weights, is one product over all steps.
/// </summary>
/// <param name="op">The operator.</param>
/// <param name="gates">Blocks of rows in its weights.</param>
internal abstract class RecurrentRule(string op, int gates) : IGradientRule
{
    public string Operator => op;

    /// <summary>Names of the gates' functions when a node names none.</summary>
    protected abstract string[] Activations { get; }

    public string? Refusal(NodeProto node, GradientScope scope) =>
        scope.ShapeOf(node.At(0))[0] < 0 ? "runs over a sequence whose length grows with the batch"
        : node.Int("layout", 0) != 0 ? "has its batch in front"
        : node.At(4).Length > 0 ? "reads the lengths of its sequences"
        : node.Attribute("clip") is not null ? "clips what its gates see"
        : node.Texts("activations").Any() && !node.Texts("activations").Select((name, i) => string.Equals(name, Activations[i % Activations.Length], StringComparison.OrdinalIgnoreCase)).All(static same => same)
            ? "uses other functions than the usual ones in its gates"
        : RefusalOfKind(node);

    public void Forward(NodeProto node, GradientScope scope)
    {
        var directions = Recurrence.Of(node, scope);
        foreach (var direction in directions)
        {
            direction.Prepare();
            Project(direction);
            foreach (var step in direction.Order)
            {
                Forward(direction, step);
            }
        }

        Join(scope, node.Output.ElementAtOrDefault(0), 1, [.. directions.Select(direction => scope.Unsqueeze(direction.Sequence("h"), 1))]);
        Join(scope, node.Output.ElementAtOrDefault(1), 0, [.. directions.Select(static direction => direction.At(direction.Order[^1], "h"))]);
        Join(scope, node.Output.ElementAtOrDefault(2), 0, [.. directions.Select(static direction => direction.At(direction.Order[^1], "c"))]);
    }

    public void Backward(NodeProto node, GradientScope scope)
    {
        var directions = Recurrence.Of(node, scope);
        var gradients = new RecurrentGradients(node, scope);
        foreach (var direction in directions)
        {
            var outside = gradients.OfSteps(direction);
            string? state = gradients.OfLast(direction, 1), cell = gradients.OfLast(direction, 2);
            foreach (var step in direction.Order.Reverse())
            {
                var hidden = Sum(scope, outside[step], state) ?? scope.Emit("Mul", direction.At(step, "h"), scope.Number(0));
                (state, cell) = Backward(direction, step, hidden, cell);
            }

            gradients.Collect(direction, state!, cell);
        }

        gradients.Accumulate();
    }

    /// <summary>Why a node of this kind cannot be differentiated, or null.</summary>
    protected abstract string? RefusalOfKind(NodeProto node);

    /// <summary>Adds one step: from "x" of the step and the state before to its "h" (and "c").</summary>
    protected abstract void Forward(Recurrence direction, int step);

    /// <summary>Adds one step backwards: the gradients "dx" of the projected inputs and "dr" of the projected state, and returns those of the state before.</summary>
    protected abstract (string State, string? Cell) Backward(Recurrence direction, int step, string hidden, string? cell);

    protected static string? Sum(GradientScope scope, string? one, string? other) => one is null ? other : other is null ? one : scope.Emit("Add", one, other);

    /// <summary>The product of a state and the weights of the state, with their biases.</summary>
    protected static string Recall(Recurrence direction, int step) =>
        Sum(direction.Scope, direction.Scope.Emit("MatMul", direction.Before(step, "h"), direction.Turned), direction.StateBias)!;

    /// <summary>y (1 - y) dy: backwards through a sigmoid.</summary>
    protected static string ThroughSigmoid(GradientScope scope, string y, string gradient) =>
        scope.Emit("Mul", gradient, scope.Emit("Mul", y, scope.Emit("Sub", scope.Number(1), y)));

    /// <summary>(1 - y y) dy: backwards through a hyperbolic tangent.</summary>
    protected static string ThroughTanh(GradientScope scope, string y, string gradient) =>
        scope.Emit("Mul", gradient, scope.Emit("Sub", scope.Number(1), scope.Emit("Mul", y, y)));

    protected static string Beside(GradientScope scope, params string[] values) => scope.Emit("Concat", values, [Attributes.Int("axis", 2)]);

    internal static void Split(GradientScope scope, string value, int axis, long[] widths, string[] parts) =>
        scope.Add("Split", [value, scope.Integers(widths)], parts, [Attributes.Int("axis", axis)]);

    private void Project(Recurrence direction)
    {
        var scope = direction.Scope;
        var product = scope.Emit("Gemm", [direction.FlatInput(), direction.Weights], [Attributes.Int("transB", 1)]);
        var projected = Sum(scope, product, direction.InputBias)!;
        var steps = scope.Reshape(projected, direction.Steps, -1, gates * direction.Units);
        Split(scope, steps, 0, [.. Enumerable.Repeat(1L, direction.Steps)], [.. direction.Order.Order().Select(step => direction.At(step, "x"))]);
    }

    private static void Join(GradientScope scope, string? output, int axis, string[] directions)
    {
        if (output is { Length: > 0 })
        {
            scope.Add("Concat", directions, [output], [Attributes.Int("axis", axis)]);
        }
    }
}
