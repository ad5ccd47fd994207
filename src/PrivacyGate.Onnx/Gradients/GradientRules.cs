using PrivacyGate.Onnx.Gradients.Rules;

namespace PrivacyGate.Onnx.Gradients;

/// <summary>Every rule, by operator.</summary>
internal static class GradientRules
{
    private static readonly Dictionary<string, IGradientRule> ByOperator = new IGradientRule[]
    {
        new GemmRule(),
        new IdentityRule(),
        new ReluRule(),
        new TanhRule(),
    }.ToDictionary(static rule => rule.Operator, StringComparer.Ordinal);

    public static IEnumerable<IGradientRule> All => ByOperator.Values;

    /// <summary>The rule of an operator of the standard domain, or null.</summary>
    public static IGradientRule? Find(string op) => ByOperator.GetValueOrDefault(op);
}
