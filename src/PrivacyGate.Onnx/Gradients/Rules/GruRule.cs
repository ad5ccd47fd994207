using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Gradients.Rules;

/// <summary>
/// Per step, with u = r h + biases of the state: z, r = sigmoid of the first two blocks of w x + u, g = tanh of the last
/// block of w x plus r times that of u, h' = g + z (h - g).
/// </summary>
internal sealed class GruRule() : RecurrentRule("GRU", 3)
{
    protected override string[] Activations => ["Sigmoid", "Tanh"];

    protected override string? RefusalOfKind(NodeProto node) => node.Int("linear_before_reset", 0) == 0 ? "resets its state before it is projected" : null;

    protected override void Forward(Recurrence direction, int step)
    {
        var scope = direction.Scope;
        string At(string what) => direction.At(step, what);
        long[] widths = [2 * direction.Units, direction.Units];
        (var read, var candidate, var recalled) = (scope.Fresh("read"), scope.Fresh("candidate"), scope.Fresh("recalled"));
        Split(scope, At("x"), 2, widths, [read, candidate]);
        Split(scope, Recall(direction, step), 2, widths, [recalled, At("q")]);
        scope.Add("Sigmoid", [scope.Emit("Add", read, recalled)], [At("zr")], []);
        Split(scope, At("zr"), 2, [direction.Units, direction.Units], [At("z"), At("r")]);
        scope.Add("Tanh", [scope.Emit("Add", candidate, scope.Emit("Mul", At("r"), At("q")))], [At("g")], []);
        var change = scope.Emit("Mul", At("z"), scope.Emit("Sub", direction.Before(step, "h"), At("g")));
        scope.Add("Add", [At("g"), change], [At("h")], []);
    }

    protected override (string State, string? Cell) Backward(Recurrence direction, int step, string hidden, string? cell)
    {
        var scope = direction.Scope;
        string At(string what) => direction.At(step, what);
        var kept = scope.Emit("Mul", hidden, At("z"));
        var candidate = ThroughTanh(scope, At("g"), scope.Emit("Sub", hidden, kept));
        var z = scope.Emit("Mul", hidden, scope.Emit("Sub", direction.Before(step, "h"), At("g")));
        var gates = ThroughSigmoid(scope, At("zr"), Beside(scope, z, scope.Emit("Mul", candidate, At("q"))));
        scope.Add("Identity", [Beside(scope, gates, candidate)], [At("dx")], []);
        scope.Add("Identity", [Beside(scope, gates, scope.Emit("Mul", candidate, At("r")))], [At("dr")], []);
        return (scope.Emit("Add", kept, scope.Emit("MatMul", At("dr"), direction.Recurrent)), null);
    }
}
