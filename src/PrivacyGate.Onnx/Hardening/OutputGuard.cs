using System.Globalization;

namespace PrivacyGate.Onnx.Hardening;

/// <summary>
/// What makes the scores of a classifier coarser, as plain ONNX operators that a model file can hold. Each does what the method of
/// the same name in PrivacyGate.ScoreGuard does; sums, powers and quotients are computed in double precision and rounded once.
/// </summary>
/// <param name="Text">How a command line or a project states it: <c>round=2</c>.</param>
public abstract record OutputGuard(string Text)
{
    /// <summary>Why it cannot guard so many classes, or null.</summary>
    internal virtual string? Refusal(int classes) => null;

    /// <summary>Adds its nodes.</summary>
    /// <param name="nodes">Where to.</param>
    /// <param name="scores">Probabilities, float [records, classes].</param>
    /// <returns>The guarded ones, of the same type and shape.</returns>
    internal abstract string Add(GuardNodes nodes, string scores);

    private protected static string Told(string name, double value) => string.Create(CultureInfo.InvariantCulture, $"{name}={value}");
}

/// <summary>Rounds to decimal digits, half to even; not scaled to a sum of 1 again.</summary>
/// <param name="Digits">From 0 to 6.</param>
public sealed record RoundGuard(int Digits) : OutputGuard(Told("round", Digits))
{
    internal override string Add(GuardNodes nodes, string scores)
    {
        var scale = nodes.Float((float)Math.Pow(10, Digits));
        return nodes.Emit("Div", [nodes.Emit("Round", [nodes.Emit("Mul", [scores, scale])]), scale]);
    }
}

/// <summary>Keeps the largest scores and sets the others to 0.</summary>
/// <param name="Kept">How many, at least 1.</param>
public sealed record TopKGuard(int Kept) : OutputGuard(Told("top-k", Kept))
{
    internal override string? Refusal(int classes) => Kept <= classes ? null
        : FormattableString.Invariant($"top-k keeps {Kept} scores, and the model has {classes} classes; keep fewer than {classes}");

    internal override string Add(GuardNodes nodes, string scores)
    {
        var (values, places) = nodes.Largest(scores, Kept);
        return nodes.Scatter(nodes.Zeros(scores), places, values);
    }
}

/// <summary>1 for the class with the largest score, of equal ones the first, and 0 for the others.</summary>
public sealed record LabelOnlyGuard() : OutputGuard("label-only")
{
    internal override string Add(GuardNodes nodes, string scores)
    {
        var (values, places) = nodes.Largest(scores, 1);
        var zeros = nodes.Zeros(scores);
        return nodes.Scatter(zeros, places, nodes.Emit("Add", [nodes.Zeros(values), nodes.Float(1)]));
    }
}

/// <summary>
/// Keeps the order of the classes and nothing else: of n scores the one of rank r becomes 1 / (r (1 + 1/2 + ... + 1/n)). The idea is
/// that of HAMP (Chen and Pattabiraman, NDSS 2024).
/// </summary>
public sealed record OrderOnlyGuard() : OutputGuard("order-only")
{
    internal override string Add(GuardNodes nodes, string scores)
    {
        var harmonic = Enumerable.Range(1, nodes.Classes).Sum(static rank => 1.0 / rank);
        float[] shape = [.. Enumerable.Range(1, nodes.Classes).Select(rank => (float)(1 / (rank * harmonic)))];
        var places = nodes.Largest(scores, nodes.Classes).Places;
        return nodes.Scatter(nodes.Zeros(scores), places, nodes.Emit("Add", [nodes.Zeros(scores), nodes.Floats(shape, 1, nodes.Classes)]));
    }
}

/// <summary>p^(1/t), scaled to a sum of 1.</summary>
/// <param name="Value">t, from 0.01 to 1000; above 1 scores are less sure.</param>
public sealed record TemperatureGuard(double Value) : OutputGuard(Told("temperature", Value))
{
    internal override string Add(GuardNodes nodes, string scores)
    {
        var doubles = nodes.Double(scores);
        var shares = nodes.Emit("Div", [doubles, nodes.AtLeastSmallest(nodes.RowLargest(doubles))]);
        return nodes.Normalise(nodes.Emit("Pow", [shares, nodes.DoubleNumber(1 / Value)]));
    }
}

/// <summary>min(max(p, lowest), highest), scaled to a sum of 1.</summary>
/// <param name="Lowest">From 0.</param>
/// <param name="Highest">Above 0, to 1.</param>
public sealed record ClipGuard(double Lowest, double Highest) : OutputGuard(string.Create(CultureInfo.InvariantCulture, $"clip={Lowest},{Highest}"))
{
    internal override string Add(GuardNodes nodes, string scores) =>
        nodes.Normalise(nodes.Double(nodes.Emit("Clip", [scores, nodes.Float((float)Lowest), nodes.Float((float)Highest)])));
}
