using PrivacyGate.Onnx.Gradients.Steps;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Gradients.Rules;

/// <summary>One direction of a recurrent layer. Values of a step are named by it, so that the derivative finds what the forward part made.</summary>
/// <param name="Node">The layer.</param>
/// <param name="Scope">The step graph.</param>
/// <param name="Direction">Its place in the weights.</param>
/// <param name="Order">Places in the sequence, in the order they are read.</param>
/// <param name="Units">Numbers in the state.</param>
internal sealed record Recurrence(NodeProto Node, GradientScope Scope, int Direction, int[] Order, long Units)
{
    // Stands for no step.
    private const int Whole = -1;

    public int Steps => Order.Length;

    public static Recurrence[] Of(NodeProto node, GradientScope scope)
    {
        int[] places = [.. Enumerable.Range(0, (int)scope.ShapeOf(node.Input[0])[0])];
        int[] back = [.. places.Reverse()];
        int[][] orders = node.Text("direction", "forward") switch
        {
            "reverse" => [back],
            "bidirectional" => [places, back],
            _ => [places],
        };
        return [.. orders.Select((order, direction) => new Recurrence(node, scope, direction, order, scope.ShapeOf(node.Input[2])[2]))];
    }

    /// <summary>The name of a value of one step.</summary>
    public string At(int step, string what) => FormattableString.Invariant($"privacygate/{Node.OpType}/{Key}/{Direction}/{step}/{what}");

    /// <summary>The state before a step, [1, batch, units].</summary>
    public string Before(int step, string what)
    {
        var place = Array.IndexOf(Order, step);
        var input = what == "h" ? 5 : 6;
        return place > 0 ? At(Order[place - 1], what)
            : Node.At(input).Length > 0 ? Scope.Slice(Node.Input[input], 0, Direction, Direction + 1)
            : Scope.Emit("Mul", Scope.Slice(At(step, "x"), 2, 0, Units), Scope.Number(0));
    }

    /// <summary>Weights of the inputs, [gates * units, inputs].</summary>
    public string Weights => At(Whole, "weights");

    /// <summary>Weights of the state, [gates * units, units].</summary>
    public string Recurrent => At(Whole, "recurrent");

    /// <summary>The same, the units in front.</summary>
    public string Turned => At(Whole, "turned");

    /// <summary>Biases of the inputs, or null when there are none.</summary>
    public string? InputBias => Node.At(3).Length > 0 ? At(Whole, "input bias") : null;

    /// <summary>Biases of the state, or null when there are none.</summary>
    public string? StateBias => Node.At(3).Length > 0 ? At(Whole, "state bias") : null;

    /// <summary>Adds this direction's parts of the weights.</summary>
    public void Prepare()
    {
        Scope.Add("Identity", [Part(1)], [Weights], []);
        Scope.Add("Identity", [Part(2)], [Recurrent], []);
        Scope.Add("Transpose", [Recurrent], [Turned], [Attributes.Ints("perm", 1, 0)]);
        if (InputBias is { } inputs && StateBias is { } state)
        {
            var rows = Scope.ShapeOf(Node.Input[2])[1];
            RecurrentRule.Split(Scope, Part(3), 0, [rows, rows], [inputs, state]);
        }
    }

    /// <summary>The inputs of all steps as one matrix.</summary>
    public string FlatInput() => Scope.Reshape(Node.Input[0], -1, Scope.ShapeOf(Node.Input[0])[2]);

    /// <summary>A value of all steps by their place in the sequence, [steps, batch, numbers].</summary>
    public string Sequence(string what) => Joined([.. Order.Order().Select(step => At(step, what))]);

    /// <summary>The states before all steps.</summary>
    public string SequenceBefore() => Joined([.. Order.Order().Select(step => Before(step, "h"))]);

    private string Key => Node.Output.First(static output => output.Length > 0);

    private string Joined(string[] values) => Scope.Emit("Concat", values, [Attributes.Int("axis", 0)]);

    private string Part(int input) => Scope.Squeeze(Scope.Slice(Node.Input[input], 0, Direction, Direction + 1), 0);
}
