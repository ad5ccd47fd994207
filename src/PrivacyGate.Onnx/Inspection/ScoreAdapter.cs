using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Inspection;

/// <summary>
/// Scores in another form than the readers know, brought into one of theirs by nodes at the end of the graph, so that
/// whatever reads or trains the model later sees the usual form.
/// </summary>
/// <param name="Signal">The new value and how to read it.</param>
/// <param name="Numbers">What it is for the probe records.</param>
/// <param name="Added">The nodes.</param>
/// <param name="Said">What was done, in words.</param>
internal sealed record ScoreAdapter(ScoreSignal Signal, ProbeValue Numbers, IReadOnlyList<NodeProto> Added, string Said)
{
    private const string Prefix = "privacygate/adapted/";

    /// <summary>Percentages become probabilities.</summary>
    public static ScoreAdapter Percentages(string value, ProbeValue numbers) => Scaled(value, numbers, 0.01, ScoreReading.Probabilities, "its rows add up to 100 and are read as percentages");

    /// <summary>Decimal logarithms become natural ones.</summary>
    public static ScoreAdapter DecimalLogarithms(string value, ProbeValue numbers) =>
        Scaled(value, numbers, Math.Log(10), ScoreReading.LogProbabilities, "its rows are decimal logarithms of probabilities");

    /// <summary>Larger becomes smaller: distances, and decision values of the other sign.</summary>
    public static ScoreAdapter Negated(string value, ProbeValue numbers) =>
        Scaled(value, numbers, -1, ScoreReading.Logits, "the model's own label is the class with the smallest score, so scores are read with the sign changed");

    /// <summary>One number that is compared with a threshold becomes a logit.</summary>
    public static ScoreAdapter Above(string value, ProbeValue numbers, double threshold) => new(
        new ScoreSignal(Prefix + "above", ScoreReading.SingleLogit),
        numbers.With(1, row => [row[0] - threshold]),
        [Constant(numbers, "threshold", threshold), Node("Sub", [value, Prefix + "threshold"], "above")],
        FormattableString.Invariant($"the model compares it with {threshold}"));

    /// <summary>Values of classes that do not exclude each other become logits: their softmax are the shares in the sum, and the level of a row is kept.</summary>
    public static ScoreAdapter Shares(string value, ProbeValue numbers)
    {
        var least = numbers.IsHalf ? 1e-7 : 1e-37;
        return new(
            new ScoreSignal(Prefix + "logarithms", ScoreReading.Logits),
            numbers.With(numbers.Width, row => [.. row.Select(number => Math.Log(Math.Max(number, least)))]),
            [
                Constant(numbers, "least", least),
                Node("Max", [value, Prefix + "least"], "positive"),
                Node("Log", [Prefix + "positive"], "logarithms"),
            ],
            "each class has a probability of its own; an attacker reads these and their shares in the sum");
    }

    /// <summary>
    /// One column for each pair of classes (i, j), i &lt; j in lexical order, in favour of i where it is above 0 (or below, for
    /// <paramref name="sign"/> -1): votes, and the sum of the columns scaled into (-1/3, 1/3), which breaks ties.
    /// </summary>
    public static ScoreAdapter Pairs(string value, ProbeValue numbers, int classes, int sign)
    {
        var sides = Sides(classes, sign);
        return new(
            new ScoreSignal(Prefix + "classes", ScoreReading.Logits),
            numbers.With(classes, row => OfPairs(row, sides, classes)),
            [
                Matrix(numbers, "sides", sides, numbers.Width, classes),
                Node("MatMul", [value, Prefix + "sides"], "totals"),
                Node("Sign", [value], "signs"),
                Node("MatMul", [Prefix + "signs", Prefix + "sides"], "balance"),
                Constant(numbers, "half", 0.5),
                Node("Mul", [Prefix + "balance", Prefix + "half"], "votes"),
                Node("Abs", [Prefix + "totals"], "sizes"),
                Constant(numbers, "one", 1),
                Node("Add", [Prefix + "sizes", Prefix + "one"], "larger"),
                Constant(numbers, "three", 3),
                Node("Mul", [Prefix + "larger", Prefix + "three"], "bounds"),
                Node("Div", [Prefix + "totals", Prefix + "bounds"], "fractions"),
                Node("Add", [Prefix + "votes", Prefix + "fractions"], "classes"),
            ],
            FormattableString.Invariant($"its {numbers.Width} columns compare two classes each and are read as votes"));
    }

    private static ScoreAdapter Scaled(string value, ProbeValue numbers, double factor, ScoreReading reading, string said) => new(
        new ScoreSignal(Prefix + "scaled", reading),
        numbers.With(numbers.Width, row => [.. row.Select(number => number * factor)]),
        [Constant(numbers, "factor", factor), Node("Mul", [value, Prefix + "factor"], "scaled")],
        said);

    private static double[] OfPairs(double[] row, double[] sides, int classes)
    {
        var scores = new double[classes];
        for (var c = 0; c < classes; c++)
        {
            double total = 0;
            double votes = 0;
            for (var pair = 0; pair < row.Length; pair++)
            {
                total += row[pair] * sides[(pair * classes) + c];
                votes += Math.Sign(row[pair]) * sides[(pair * classes) + c] / 2;
            }

            scores[c] = votes + (total / (3 * (Math.Abs(total) + 1)));
        }

        return scores;
    }

    /// <summary>For each pair a row with +1 at the class it favours and -1 at the other.</summary>
    private static double[] Sides(int classes, int sign)
    {
        var sides = new double[classes * (classes - 1) / 2 * classes];
        var pair = 0;
        for (var first = 0; first < classes; first++)
        {
            for (var second = first + 1; second < classes; second++, pair++)
            {
                sides[(pair * classes) + first] = sign;
                sides[(pair * classes) + second] = -sign;
            }
        }

        return sides;
    }

    private static NodeProto Node(string op, string[] inputs, string output) => new() { OpType = op, Name = Prefix + output, Input = { inputs }, Output = { Prefix + output } };

    private static NodeProto Constant(ProbeValue numbers, string name, double value) => Constant(name, Tensors.Scalar(value, numbers.ElementType));

    private static NodeProto Matrix(ProbeValue numbers, string name, double[] values, int rows, int columns) => Constant(
        name, Tensors.Typed(values, numbers.ElementType, rows, columns));

    private static NodeProto Constant(string name, TensorProto tensor) =>
        new() { OpType = "Constant", Name = Prefix + name, Output = { Prefix + name }, Attribute = { Attributes.Tensor("value", tensor) } };
}
