using PrivacyGate.Onnx.Gradients.Steps;
using PrivacyGate.Onnx.Graphs;

namespace PrivacyGate.Onnx.Gradients.Rules;

/// <summary>
/// A value of the step graph, written as on paper: <c>dy * (1 - (y * y))</c>. Its nodes are added the first time it is
/// read, operands from left to right. A value that nothing reads adds no node.
/// </summary>
internal class Formula(Func<GradientScope, string> write)
{
    private string? name;

    /// <summary>The value's name in the step graph.</summary>
    public string In(GradientScope scope) => name ??= write(scope);

    /// <summary>The value's name once it is summed over the axes along which <paramref name="input"/> was broadcast to <paramref name="shape"/>.</summary>
    public virtual string SummedIn(GradientScope scope, long[] shape, string input) => scope.Unbroadcast(In(scope), shape, input);

    public static implicit operator Formula(double number) => new(scope => scope.Number(number));

    public static implicit operator Formula(string value) => new(_ => value);

    public static Formula operator +(Formula left, Formula right) => Of("Add", left, right);

    public static Formula operator -(Formula left, Formula right) => Of("Sub", left, right);

    public static Formula operator *(Formula left, Formula right) => Of("Mul", left, right);

    public static Formula operator /(Formula left, Formula right) => Of("Div", left, right);

    public static Formula operator -(Formula value) => new Negative(value);

    public static Formula Sign(Formula value) => Of("Sign", value);

    public static Formula Abs(Formula value) => Of("Abs", value);

    public static Formula Square(Formula value) => Of("Mul", value, value);

    public static Formula Exp(Formula value) => Of("Exp", value);

    public static Formula Erf(Formula value) => Of("Erf", value);

    public static Formula Sin(Formula value) => Of("Sin", value);

    public static Formula Cos(Formula value) => Of("Cos", value);

    public static Formula Tanh(Formula value) => Of("Tanh", value);

    public static Formula Sigmoid(Formula value) => Of("Sigmoid", value);

    public static Formula Min(Formula left, Formula right) => Of("Min", left, right);

    public static Formula Max(Formula left, Formula right) => Of("Max", left, right);

    public static Formula Greater(Formula left, Formula right) => Of("Greater", left, right);

    /// <summary>1 where two values are equal, else 0.</summary>
    public static Formula Same(Formula left, Formula right) => new(scope => scope.AsNumber(Of("Equal", left, right).In(scope)));

    /// <summary>1 where a value is above 0, else 0.</summary>
    public static Formula Step(Formula value) => new(scope => scope.Step(value.In(scope)));

    /// <summary>alpha x + beta within 0 and 1.</summary>
    public static Formula HardSigmoid(Formula value, float alpha, float beta) =>
        new(scope => scope.Emit("HardSigmoid", [value.In(scope)], [Attributes.Float("alpha", alpha), Attributes.Float("beta", beta)]));

    public static Formula Where(Formula condition, Formula first, Formula second) => Of("Where", condition, first, second);

    private static Formula Of(string op, params Formula[] inputs) => new(scope => scope.Emit(op, [.. inputs.Select(input => input.In(scope))]));

    /// <summary>Changes the sign after the sum, of fewer numbers.</summary>
    private sealed class Negative(Formula value) : Formula(scope => scope.Emit("Neg", value.In(scope)))
    {
        public override string SummedIn(GradientScope scope, long[] shape, string input) => scope.Emit("Neg", value.SummedIn(scope, shape, input));
    }
}
