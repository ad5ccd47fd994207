using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Gradients.Rules;

/// <summary>
/// Per step, from a = w x + r h + biases: i, o, f = sigmoid of a's first three blocks, g = tanh of its last,
/// c' = f c + i g, h' = o tanh(c').
/// </summary>
internal sealed class LstmRule() : RecurrentRule("LSTM", 4)
{
    protected override string[] Activations => ["Sigmoid", "Tanh", "Tanh"];

    protected override string? RefusalOfKind(NodeProto node) =>
        node.At(7).Length > 0 ? "has peepholes" : node.Attribute("input_forget")?.I is not (null or 0) ? "couples its input and forget gates" : null;

    protected override void Forward(Recurrence direction, int step)
    {
        var scope = direction.Scope;
        string At(string what) => direction.At(step, what);
        var sum = scope.Emit("Add", At("x"), Recall(direction, step));
        (var gates, var candidate) = (scope.Fresh("gates"), scope.Fresh("candidate"));
        Split(scope, sum, 2, [3 * direction.Units, direction.Units], [gates, candidate]);
        scope.Add("Sigmoid", [gates], [At("iof")], []);
        Split(scope, At("iof"), 2, [direction.Units, direction.Units, direction.Units], [At("i"), At("o"), At("f")]);
        scope.Add("Tanh", [candidate], [At("g")], []);
        var kept = scope.Emit("Mul", At("f"), direction.Before(step, "c"));
        scope.Add("Add", [kept, scope.Emit("Mul", At("i"), At("g"))], [At("c")], []);
        scope.Add("Tanh", [At("c")], [At("tanh c")], []);
        scope.Add("Mul", [At("o"), At("tanh c")], [At("h")], []);
    }

    protected override (string State, string? Cell) Backward(Recurrence direction, int step, string hidden, string? cell)
    {
        var scope = direction.Scope;
        string At(string what) => direction.At(step, what);
        var through = ThroughTanh(scope, At("tanh c"), scope.Emit("Mul", hidden, At("o")));
        var c = Sum(scope, through, cell)!;
        var gates = Beside(scope, scope.Emit("Mul", c, At("g")), scope.Emit("Mul", hidden, At("tanh c")), scope.Emit("Mul", c, direction.Before(step, "c")));
        var candidate = ThroughTanh(scope, At("g"), scope.Emit("Mul", c, At("i")));
        scope.Add("Identity", [Beside(scope, ThroughSigmoid(scope, At("iof"), gates), candidate)], [At("dx")], []);
        scope.Add("Identity", [At("dx")], [At("dr")], []);
        return (scope.Emit("MatMul", At("dx"), direction.Recurrent), scope.Emit("Mul", c, At("f")));
    }
}
