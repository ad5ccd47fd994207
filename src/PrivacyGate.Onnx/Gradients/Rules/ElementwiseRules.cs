using PrivacyGate.Onnx.Gradients.Steps;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;
using static PrivacyGate.Onnx.Gradients.Rules.Formula;

namespace PrivacyGate.Onnx.Gradients.Rules;

/// <summary>Operators that work on each number by itself. Each line has the formula for the gradient of every input and, beside it, what y is.</summary>
internal static class ElementwiseRules
{
    private const string TrainedBounds = "has bounds that are trained";

    public static IEnumerable<IGradientRule> All =>
    [
        // Arithmetic.
        Each("Add", (dy, count) => dy),                                                // a + b + ...
        Each("Sum", (dy, count) => dy),                                                // a + b + ...
        Each("Mean", (dy, count) => dy * (1.0 / count)),                               // (a + b + ...) / count
        Two("Sub", (dy, a, b, y) => [dy, -dy]),                                        // a - b
        Two("Mul", (dy, a, b, y) => [dy * b, dy * a]),                                 // a b
        Two("Div", (dy, a, b, y) => { var da = dy / b; return [da, -(da * y)]; }), // a / b
        One("Neg", (dy, x, y) => -dy),                                                 // -x
        One("Abs", (dy, x, y) => dy * Sign(x)),                                        // |x|
        One("Reciprocal", (dy, x, y) => dy * -(y * y)),                                // 1 / x
        One("Sqrt", (dy, x, y) => dy * (.5 / y)),                                      // sqrt(x)
        One("Exp", (dy, x, y) => dy * y),                                              // exp(x)
        One("Log", (dy, x, y) => dy / x),                                              // log(x)
        One("Sin", (dy, x, y) => dy * Cos(x)),                                         // sin(x)
        One("Cos", (dy, x, y) => dy * -Sin(x)),                                        // cos(x)
        One("Erf", (dy, x, y) => dy * (Exp(-(x * x)) * (2 / Math.Sqrt(Math.PI)))),     // erf(x)

        // Activations.
        One("Tanh", (dy, x, y) => dy * (1 - (y * y))),                                     // tanh(x)
        One("Sigmoid", (dy, x, y) => dy * (y - (y * y))),                                  // 1 / (1 + exp(-x))
        One("Softplus", (dy, x, y) => dy * Sigmoid(x)),                                    // log(1 + exp(x))
        One("Softsign", (dy, x, y) => dy * Square(1 - Abs(y))),                            // x / (1 + |x|)
        One("Relu", (dy, x, y) => dy * Step(y)),                                           // max(x, 0)
        One("HardSwish", (dy, x, y) => dy * HardSwishSlope(x)),                            // x h(x) with h(x) = x / 6 + 1 / 2 within 0 and 1
        Two("PRelu", (dy, x, s, y) => [Where(Greater(x, 0), dy, dy * s), dy * Min(x, 0)]), // x, or s x below 0

        // Activations with attributes a and g.
        One("LeakyRelu", (dy, x, y, node) => dy * LeakyReluSlope(x, node.Float("alpha", .01f))), // x, or a x below 0
        One("Elu", (dy, x, y, node) => dy * EluSlope(x, y, node.Float("alpha", 1))),             // x, or a (exp(x) - 1) below 0
        One("Celu", (dy, x, y, node) => dy * ((Min(y, 0) * (1 / node.Float("alpha", 1))) + 1)),  // x, or a (exp(x / a) - 1) below 0
        One("Selu", (dy, x, y, node) => dy * SeluSlope(x, y, node)),                             // g x, or g a (exp(x) - 1) below 0
        One("HardSigmoid", (dy, x, y, node) => dy * (Within(y) * node.Float("alpha", .2f))),     // a x + b within 0 and 1
        One("Gelu", (dy, x, y, node) => dy * GeluSlope(x, node.Text("approximate", "none"))),    // x F(x), F of the normal distribution

        // Copies.
        One("Identity", (dy, x, y) => dy),                                         // x
        One("Cast", (dy, x, y) => dy),                                             // x; to another type is refused before
        One("Expand", (dy, x, y) => dy),                                           // x, repeated
        One("Clip", (dy, x, y) => Same(x, y) * dy, TrainedBounds),                 // x within two bounds
        Three("Where", (dy, c, a, b) => [null, Where(c, dy, 0), Where(c, 0, dy)]), // a where c, else b
    ];

    /// <summary>1 or alpha.</summary>
    private static Formula LeakyReluSlope(Formula x, double alpha) =>
        alpha is >= 0 and <= 1 ? Max(Step(x), alpha) : (Step(x) * (1 - alpha)) + alpha;

    /// <summary>1 or y + alpha.</summary>
    private static Formula EluSlope(Formula x, Formula y, double alpha) =>
        alpha == 1 ? Min(y, 0) + 1 : Where(Greater(x, 0), 1, y + alpha);

    /// <summary>gamma or y + gamma alpha.</summary>
    private static Formula SeluSlope(Formula x, Formula y, NodeProto node)
    {
        double alpha = node.Float("alpha", 1.67326319217681884765625f);
        double gamma = node.Float("gamma", 1.05070102214813232421875f);
        return Where(Greater(x, 0), gamma, y + (gamma * alpha));
    }

    /// <summary>1 where y is strictly between 0 and 1, 0 at both.</summary>
    private static Formula Within(Formula y) => Step(y - (y * y));

    /// <summary>h + x h'.</summary>
    private static Formula HardSwishSlope(Formula x)
    {
        var h = HardSigmoid(x, 1 / 6f, .5f);
        return h + (Within(h) * (1 / 6.0) * x);
    }

    /// <summary>F + x F', F being the normal distribution function or its approximation by tanh.</summary>
    private static Formula GeluSlope(Formula x, string approximate) => approximate == "tanh" ? GeluSlopeByTanh(x) : GeluSlope(x);

    private static Formula GeluSlope(Formula x)
    {
        var distribution = (Erf(x * Math.Sqrt(.5)) * .5) + .5;
        var bell = Exp(x * x * -.5);
        return distribution + (bell * x * (1 / Math.Sqrt(2 * Math.PI)));
    }

    /// <summary>F = (1 + t) / 2 with t = tanh(k (x + c x^3)); F' = (1 - t t) k (1 + 3 c x x) / 2.</summary>
    private static Formula GeluSlopeByTanh(Formula x)
    {
        const double c = .044715;
        var k = Math.Sqrt(2 / Math.PI);
        var square = x * x;
        var t = Tanh(((square * (k * c)) + k) * x);
        return ((t + 1) * .5) + ((1 - (t * t)) * (((square * (1.5 * k * c)) + (k / 2)) * x));
    }

    private static ElementwiseRule One(string op, Func<Formula, Formula, Formula, Formula> gradient, string? whenTrained = null) =>
        new(op, (dy, y, node) => [gradient(dy, node.At(0), y)], whenTrained);

    private static ElementwiseRule One(string op, Func<Formula, Formula, Formula, NodeProto, Formula> gradient) =>
        new(op, (dy, y, node) => [gradient(dy, node.At(0), y, node)]);

    private static ElementwiseRule Two(string op, Func<Formula, Formula, Formula, Formula, Formula[]> gradients) =>
        new(op, (dy, y, node) => gradients(dy, node.At(0), node.At(1), y));

    private static ElementwiseRule Three(string op, Func<Formula, Formula, Formula, Formula, Formula?[]> gradients) =>
        new(op, (dy, _, node) => gradients(dy, node.At(0), node.At(1), node.At(2)));

    /// <summary>An operator with any number of inputs, all of which get the same gradient.</summary>
    private static ElementwiseRule Each(string op, Func<Formula, int, Formula> gradient) =>
        new(op, (dy, _, node) => Enumerable.Repeat(gradient(dy, node.Input.Count), node.Input.Count));
}
