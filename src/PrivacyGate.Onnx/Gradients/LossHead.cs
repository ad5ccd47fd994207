using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Inspection;

namespace PrivacyGate.Onnx.Gradients;

/// <summary>Adds the mean cross-entropy of the scores, in nats, and its gradient. Value and derivative of each reading side by side.</summary>
internal sealed class LossHead
{
    /// <summary>Keeps the logarithm of a probability of 0 finite. Scores before softmax need no such thing.</summary>
    private const double Least = 1e-7;

    private readonly GradientScope scope;
    private readonly string labels;
    private readonly long classes;

    /// <summary>1 / number of records.</summary>
    private readonly string share;

    private LossHead(GradientScope scope, string labels, long classes)
    {
        (this.scope, this.labels, this.classes) = (scope, labels, classes);
        share = scope.Emit("Reciprocal", scope.AsNumber(scope.Emit("Size", labels)));
    }

    /// <summary>Numbers a record the scores have, or null when they are not laid out by record.</summary>
    public static long? Width(long[] shape) =>
        shape.Length > 0 && shape[0] < 0 && shape[1..].All(static axis => axis > 0) ? shape[1..].Aggregate(1L, static (product, axis) => product * axis) : null;

    /// <param name="scope">The step graph; the gradient of the scores is handed to it.</param>
    /// <param name="signal">The scores.</param>
    /// <param name="labels">Input: the class of each record, int64.</param>
    /// <param name="loss">Name the loss is to have.</param>
    public static void Add(GradientScope scope, ScoreSignal signal, string labels, string loss)
    {
        long[] shape = scope.ShapeOf(signal.Value);
        long width = Width(shape)!.Value;
        bool single = width == 1;
        string scores = single ? (shape.Length == 1 ? signal.Value : scope.Reshape(signal.Value, -1))
            : shape.Length == 2 ? signal.Value
            : scope.Reshape(signal.Value, -1, width);
        var head = new LossHead(scope, labels, width);
        (string mean, string gradient) = (signal.Reading, single) switch
        {
            (ScoreReading.Probabilities or ScoreReading.SingleProbability, true) => head.SingleProbability(scores),
            (ScoreReading.Probabilities, false) => head.Probabilities(scores),
            (ScoreReading.OneVersusRest, false) => head.OneVersusRest(scores),
            (_, true) => head.SingleLogit(scores),

            // Log-probabilities are logits that happen to be normalised: log-softmax leaves them as they are.
            _ => head.Logits(scores),
        };
        scope.Add("Identity", [mean], [loss], []);
        scope.Accumulate(signal.Value, single && shape.Length == 1 || (!single && shape.Length == 2) ? gradient : scope.ReshapeLike(gradient, signal.Value));
    }

    /// <summary>loss = -mean log softmax(z)_y; dz = (softmax(z) - onehot(y)) / N.</summary>
    private (string Loss, string Gradient) Logits(string z)
    {
        string logs = scope.Emit("LogSoftmax", [z], [Attributes.Int("axis", -1)]);
        string difference = scope.Emit("Sub", scope.Emit("Softmax", [z], [Attributes.Int("axis", -1)]), OneHot());
        return (MinusMean(Picked(logs)), scope.Emit("Mul", difference, share));
    }

    /// <summary>The sigmoids over their sum: s = log sigmoid(z) taken as logits; ds as for logits, dz = ds sigmoid(-z).</summary>
    private (string Loss, string Gradient) OneVersusRest(string z)
    {
        string opposite = scope.Emit("Neg", z);
        (string loss, string gradient) = Logits(scope.Emit("Neg", scope.Emit("Softplus", opposite)));
        return (loss, scope.Emit("Mul", gradient, scope.Emit("Sigmoid", opposite)));
    }

    /// <summary>Logits (0, z): loss = mean softplus(z) - y z, which does not overflow; dz = (sigmoid(z) - y) / N.</summary>
    private (string Loss, string Gradient) SingleLogit(string z)
    {
        string label = scope.AsNumber(labels);
        string losses = scope.Emit("Sub", scope.Emit("Softplus", z), scope.Emit("Mul", label, z));
        return (Average(losses), scope.Emit("Mul", scope.Emit("Sub", scope.Emit("Sigmoid", z), label), share));
    }

    /// <summary>loss = -mean log(p_y + least); dp = -onehot(y) / (p + least) / N.</summary>
    private (string Loss, string Gradient) Probabilities(string p)
    {
        string lifted = scope.Emit("Add", p, scope.Number(Least));
        string gradient = scope.Emit("Div", scope.Emit("Mul", OneHot(), scope.Emit("Neg", share)), lifted);
        return (MinusMean(scope.Emit("Log", Picked(lifted))), gradient);
    }

    /// <summary>The same of (1 - p, p): q = 1 - y + (2 y - 1) p; dp = -(2 y - 1) / (q + least) / N.</summary>
    private (string Loss, string Gradient) SingleProbability(string p)
    {
        string label = scope.AsNumber(labels);
        string sign = scope.Emit("Sub", scope.Emit("Mul", label, scope.Number(2)), scope.Number(1));
        string lifted = scope.Emit("Add", scope.Emit("Sub", scope.Emit("Mul", sign, p), label), scope.Number(1 + Least));
        return (MinusMean(scope.Emit("Log", lifted)), scope.Emit("Div", scope.Emit("Mul", sign, scope.Emit("Neg", share)), lifted));
    }

    private string OneHot() => scope.Emit("OneHot", [labels, scope.Integers(classes), scope.Constant(Tensors.OffAndOn(scope.ElementType))], []);

    /// <summary>What stands at the true class of each record.</summary>
    private string Picked(string rows) => scope.Emit("GatherElements", [rows, scope.Unsqueeze(labels, 1)], [Attributes.Int("axis", 1)]);

    private string MinusMean(string logs) => scope.Emit("Neg", Average(logs));

    private string Average(string values) => scope.Emit("ReduceMean", [values], [Attributes.Int("keepdims", 0)]);
}
