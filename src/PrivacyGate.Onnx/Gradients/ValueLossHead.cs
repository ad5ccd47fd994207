using PrivacyGate.Onnx.Gradients.Steps;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Inspection;

namespace PrivacyGate.Onnx.Gradients;

/// <summary>Adds the loss of answers that are no scores of classes, and its gradient. Value and derivative side by side; N is the number of records, K that of numbers a record.</summary>
internal sealed class ValueLossHead
{
    /// <summary>Keeps logarithms and roots of 0 finite.</summary>
    private const double Least = 1e-7;

    private readonly GradientScope scope;
    private readonly string targets;
    private readonly string numbers;

    private ValueLossHead(GradientScope scope, string targets)
    {
        (this.scope, this.targets) = (scope, targets);
        numbers = scope.AsNumber(scope.Emit("Size", targets));
    }

    /// <param name="scope">The step graph; the gradient of the answers is handed to it.</param>
    /// <param name="signal">The answers.</param>
    /// <param name="logarithm">The value whose exponential they are, or null.</param>
    /// <param name="targets">Input: the numbers of each record, float [N, K].</param>
    /// <param name="loss">Name the loss is to have.</param>
    /// <param name="kind">Of values; labels have the cross-entropy.</param>
    public static void Add(GradientScope scope, ScoreSignal signal, string? logarithm, string targets, string loss, ValueLoss kind)
    {
        var head = new ValueLossHead(scope, targets);
        var isOfLogarithm = logarithm is not null && kind is ValueLoss.Poisson or ValueLoss.Tweedie && signal.Reading == ScoreReading.Values;
        var value = isOfLogarithm ? logarithm! : signal.Value;
        var shape = scope.ShapeOf(value);
        var answers = shape.Length == 2 ? value : scope.Reshape(value, -1, LossHead.Width(shape)!.Value);
        (var losses, var slopes) = (signal.Reading, kind) switch
        {
            (ScoreReading.LabelLogits, _) => head.Logits(answers),
            (ScoreReading.LabelProbabilities, _) => head.Probabilities(answers),
            (_, ValueLoss.AbsoluteError) => head.Absolute(answers),
            (_, ValueLoss.Huber) => head.Huber(answers),
            (_, ValueLoss.Poisson) => isOfLogarithm ? head.PoissonOfLogarithm(answers) : head.OfPositive(answers, head.PoissonOfLogarithm),
            (_, ValueLoss.Tweedie) => isOfLogarithm ? head.TweedieOfLogarithm(answers) : head.OfPositive(answers, head.TweedieOfLogarithm),
            _ => head.Squared(answers),
        };

        // Labels of a record add up; values of a record are averaged.
        var count = signal.Reading == ScoreReading.Values ? head.numbers : scope.Emit("Div", head.numbers, scope.Number(LossHead.Width(shape)!.Value));
        scope.Add("Div", [scope.Emit("ReduceSum", [losses], [Attributes.Int("keepdims", 0)]), count], [loss], []);
        var gradient = scope.Emit("Div", slopes, count);
        scope.Accumulate(value, shape.Length == 2 ? gradient : scope.ReshapeLike(gradient, value));
    }

    /// <summary>r^2; 2 r.</summary>
    private (string Losses, string Slopes) Squared(string y)
    {
        var rest = scope.Emit("Sub", y, targets);
        return (scope.Emit("Mul", rest, rest), scope.Emit("Add", rest, rest));
    }

    /// <summary>|r|; its sign.</summary>
    private (string Losses, string Slopes) Absolute(string y)
    {
        var rest = scope.Emit("Sub", y, targets);
        return (scope.Emit("Abs", rest), scope.Emit("Sign", rest));
    }

    /// <summary>c (r - c / 2) with c = r within -1 and 1; c.</summary>
    private (string Losses, string Slopes) Huber(string y)
    {
        var rest = scope.Emit("Sub", y, targets);
        var cut = scope.Emit("Clip", rest, scope.Number(-1), scope.Number(1));
        return (scope.Emit("Mul", cut, scope.Emit("Sub", rest, scope.Emit("Mul", cut, scope.Number(.5)))), cut);
    }

    /// <summary>exp(z) - t z; exp(z) - t.</summary>
    private (string Losses, string Slopes) PoissonOfLogarithm(string z)
    {
        var mean = scope.Emit("Exp", z);
        return (scope.Emit("Sub", mean, scope.Emit("Mul", targets, z)), scope.Emit("Sub", mean, targets));
    }

    /// <summary>2 exp(z / 2) + 2 t exp(-z / 2); exp(z / 2) - t exp(-z / 2).</summary>
    private (string Losses, string Slopes) TweedieOfLogarithm(string z)
    {
        var root = scope.Emit("Exp", scope.Emit("Mul", z, scope.Number(.5)));
        var share = scope.Emit("Div", targets, root);
        return (scope.Emit("Mul", scope.Emit("Add", root, share), scope.Number(2)), scope.Emit("Sub", root, share));
    }

    /// <summary>A loss of z = ln(m + least); its slope over m + least. Answers below 0 count as 0 and are pulled up.</summary>
    private (string Losses, string Slopes) OfPositive(string m, Func<string, (string Losses, string Slopes)> ofLogarithm)
    {
        var lifted = scope.Emit("Add", scope.Emit("Relu", m), scope.Number(Least));
        (var losses, var slopes) = ofLogarithm(scope.Emit("Log", lifted));
        return (losses, scope.Emit("Div", slopes, lifted));
    }

    /// <summary>softplus(z) - t z, which does not overflow; sigmoid(z) - t.</summary>
    private (string Losses, string Slopes) Logits(string z) =>
        (scope.Emit("Sub", scope.Emit("Softplus", z), scope.Emit("Mul", targets, z)), scope.Emit("Sub", scope.Emit("Sigmoid", z), targets));

    /// <summary>-t ln(p + least) - (1 - t) ln(1 - p + least); (1 - t) / (1 - p + least) - t / (p + least).</summary>
    private (string Losses, string Slopes) Probabilities(string p)
    {
        var has = scope.Emit("Add", p, scope.Number(Least));
        var hasNot = scope.Emit("Sub", scope.Number(1 + Least), p);
        var others = scope.Emit("Sub", scope.Number(1), targets);
        var likelihood = scope.Emit("Add", scope.Emit("Mul", targets, scope.Emit("Log", has)), scope.Emit("Mul", others, scope.Emit("Log", hasNot)));
        return (scope.Emit("Neg", likelihood), scope.Emit("Sub", scope.Emit("Div", others, hasNot), scope.Emit("Div", targets, has)));
    }
}
