using PrivacyGate.Onnx.Gradients.Steps;

namespace PrivacyGate.Onnx.Gradients.Rules;

/// <summary>Every rule, by operator.</summary>
internal static class GradientRules
{
    public static IReadOnlyList<IGradientRule> All { get; } =
    [
        .. ElementwiseRules.All,
        new ExtremumRule("Max"),
        new ExtremumRule("Min"),
        new PowRule(),

        // Layers.
        new GatherRule(),
        new GemmRule(),
        new MatMulRule(),

        // Shapes.
        new ConcatRule(),
        new PadRule(),
        new ReshapingRule("Flatten"),
        new ReshapingRule("Reshape"),
        new ReshapingRule("Squeeze"),
        new ReshapingRule("Unsqueeze"),
        new SliceRule(),
        new SplitRule(),
        new TransposeRule(),

        // Reductions.
        new LogSoftmaxRule(),
        new ReduceExtremumRule("ReduceMax"),
        new ReduceExtremumRule("ReduceMin"),
        new ReduceRule("ReduceMean"),
        new ReduceRule("ReduceSum"),
        new SoftmaxRule(),

        // Windows.
        new AveragePoolRule(),
        new ConvRule(),
        new ConvTransposeRule(),
        new GlobalAveragePoolRule(),
        new GlobalMaxPoolRule(),
        new MaxPoolRule(),

        // Normalisations.
        new BatchNormalizationRule(),
        new DropoutRule(),
        new GroupNormalizationRule(),
        new InstanceNormalizationRule(),
        new LayerNormalizationRule(),

        // Rows.
        new GruRule(),
        new LstmRule(),
    ];

    private static readonly Dictionary<string, IGradientRule> ByOperator = All.ToDictionary(static rule => rule.Operator, StringComparer.Ordinal);

    /// <summary>The rule of an operator of the standard domain, or null.</summary>
    public static IGradientRule? Find(string op) => ByOperator.GetValueOrDefault(op);
}
