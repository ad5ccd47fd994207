using PrivacyGate.Onnx.Gradients.Steps;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Inspection;

namespace PrivacyGate.Onnx.Gradients;

/// <summary>Adds the mean cross-entropy of the scores, in nats, and its gradient. Value and derivative of each reading side by side.</summary>
internal sealed class LossHead
{
    /// <summary>Keeps the logarithm of a probability of 0 finite. Scores before softmax need no such thing.</summary>
    private const double Least = 1e-7;

    /// <summary>Classes up to which the matrix takes no more than 256 KB.</summary>
    private const long MostInMatrix = 256;

    private readonly GradientScope scope;
    private readonly string labels;
    private readonly long classes;

    private readonly string records;

    private readonly double temperature;

    private LossHead(GradientScope scope, string labels, long classes, double temperature)
    {
        (this.scope, this.labels, this.classes, this.temperature) = (scope, labels, classes, temperature);
        records = scope.AsNumber(scope.Emit("Size", labels));
    }

    /// <summary>Numbers a record the scores have, or null when they are not laid out by record.</summary>
    public static long? Width(long[] shape) =>
        shape.Length > 0 && shape[0] < 0 && shape[1..].All(static axis => axis > 0) ? shape[1..].Aggregate(1L, static (product, axis) => product * axis) : null;

    /// <param name="scope">The step graph; the gradient of the scores is handed to it.</param>
    /// <param name="signal">The scores.</param>
    /// <param name="labels">Input: the class of each record, int64.</param>
    /// <param name="loss">Name the loss is to have.</param>
    /// <param name="temperature">What logits, or logarithms of probabilities, are divided by first.</param>
    public static void Add(GradientScope scope, ScoreSignal signal, string labels, string loss, double temperature = 1)
    {
        var shape = scope.ShapeOf(signal.Value);
        var width = Width(shape)!.Value;
        var single = width == 1;
        var scores = single ? (shape.Length == 1 ? signal.Value : scope.Reshape(signal.Value, -1))
            : shape.Length == 2 ? signal.Value
            : scope.Reshape(signal.Value, -1, width);
        var head = new LossHead(scope, labels, width, temperature);
        (var mean, var gradient) = (signal.Reading, single) switch
        {
            (ScoreReading.Probabilities or ScoreReading.SingleProbability, true) => head.SingleProbability(scores),
            (ScoreReading.Probabilities, false) => head.Probabilities(scores),
            (ScoreReading.OneVersusRest, false) => head.OneVersusRest(scores),
            (_, true) => head.Cooled(scores, head.SingleLogit),

            // Log-probabilities are logits that happen to be normalised: log-softmax leaves them as they are.
            _ => head.Cooled(scores, head.Logits),
        };
        scope.Add("Identity", [mean], [loss], []);
        scope.Accumulate(signal.Value, single && shape.Length == 1 || (!single && shape.Length == 2) ? gradient : scope.ReshapeLike(gradient, signal.Value));
    }

    /// <summary>loss = -mean log softmax(z)_y; dz = (softmax(z) - onehot(y)) / N. Exp of the log-softmax takes less than half the time of a Softmax.</summary>
    private (string Loss, string Gradient) Logits(string z)
    {
        var logs = scope.Emit("LogSoftmax", [z], [Attributes.Int("axis", -1)]);
        var truth = MinusOneHot();
        var difference = scope.Emit("Add", scope.Emit("Exp", logs), truth);
        return (Mean(scope.Emit("Mul", truth, logs)), scope.Emit("Div", difference, records));
    }

    /// <summary>The sigmoids over their sum: s = log sigmoid(z) taken as logits; ds as for logits, dz = ds sigmoid(-z).</summary>
    private (string Loss, string Gradient) OneVersusRest(string z)
    {
        var opposite = scope.Emit("Neg", z);
        (var loss, var gradient) = Cooled(scope.Emit("Neg", scope.Emit("Softplus", opposite)), Logits);
        return (loss, scope.Emit("Mul", gradient, scope.Emit("Sigmoid", opposite)));
    }

    /// <summary>Logits (0, z): loss = mean softplus(z) - y z, which does not overflow; dz = (sigmoid(z) - y) / N.</summary>
    private (string Loss, string Gradient) SingleLogit(string z)
    {
        var label = scope.AsNumber(labels);
        var losses = scope.Emit("Sub", scope.Emit("Softplus", z), scope.Emit("Mul", label, z));
        return (Mean(losses), scope.Emit("Div", scope.Emit("Sub", scope.Emit("Sigmoid", z), label), records));
    }

    /// <summary>A loss of z / T: dz = (its gradient) / T.</summary>
    private (string Loss, string Gradient) Cooled(string z, Func<string, (string Loss, string Gradient)> loss)
    {
        if (temperature == 1)
        {
            return loss(z);
        }

        var inverse = scope.Number(1 / temperature);
        (var mean, var gradient) = loss(scope.Emit("Mul", z, inverse));
        return (mean, scope.Emit("Mul", gradient, inverse));
    }

    /// <summary>loss = -mean log(p_y + least); dp = -onehot(y) / (p + least) / N. At a temperature logits are log(p + least).</summary>
    private (string Loss, string Gradient) Probabilities(string p)
    {
        var lifted = scope.Emit("Add", p, scope.Number(Least));
        if (temperature != 1)
        {
            (var loss, var gradient) = Cooled(scope.Emit("Log", lifted), Logits);
            return (loss, scope.Emit("Div", gradient, lifted));
        }

        var truth = MinusOneHot();
        return (Mean(scope.Emit("Mul", truth, scope.Emit("Log", lifted))), scope.Emit("Div", scope.Emit("Div", truth, records), lifted));
    }

    /// <summary>The same of (1 - p, p): q = 1 - y + (2 y - 1) p; dp = -(2 y - 1) / (q + least) / N. At a temperature the logit is log(p + least) - log(1 - p + least).</summary>
    private (string Loss, string Gradient) SingleProbability(string p)
    {
        if (temperature != 1)
        {
            var one = scope.Emit("Add", p, scope.Number(Least));
            var other = scope.Emit("Sub", scope.Number(1 + Least), p);
            (var mean, var slope) = Cooled(scope.Emit("Sub", scope.Emit("Log", one), scope.Emit("Log", other)), SingleLogit);
            return (mean, scope.Emit("Add", scope.Emit("Div", slope, one), scope.Emit("Div", slope, other)));
        }

        var label = scope.AsNumber(labels);
        var minusSign = scope.Emit("Sub", scope.Number(1), scope.Emit("Mul", label, scope.Number(2)));
        var lifted = scope.Emit("Sub", scope.Number(1 + Least), scope.Emit("Add", scope.Emit("Mul", minusSign, p), label));
        return (Mean(scope.Emit("Neg", scope.Emit("Log", lifted))), scope.Emit("Div", scope.Emit("Div", minusSign, records), lifted));
    }

    /// <summary>
    /// -1 at the true class of each record, else 0. Rows looked up in a constant matrix take a fifth of the time OneHot
    /// takes; for many classes that matrix would be large, and comparisons still take a quarter.
    /// </summary>
    private string MinusOneHot()
    {
        if (classes <= MostInMatrix)
        {
            return scope.Emit("Gather", scope.Constant(Tensors.Diagonal(-1, (int)classes)), labels);
        }

        var numbers = scope.Constant(Tensors.Of([.. Enumerable.Range(0, (int)classes).Select(static number => (long)number)]));
        return scope.Emit("Neg", scope.AsNumber(scope.Emit("Equal", scope.Unsqueeze(labels, 1), numbers)));
    }

    /// <summary>The sum over all numbers by the number of records.</summary>
    private string Mean(string losses) => scope.Emit("Div", scope.Emit("ReduceSum", [losses], [Attributes.Int("keepdims", 0)]), records);
}
