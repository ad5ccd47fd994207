using PrivacyGate.Onnx.Gradients.Rules;

namespace PrivacyGate.Onnx.Gradients;

/// <summary>Every rule, by operator.</summary>
internal static class GradientRules
{
    private static readonly Dictionary<string, IGradientRule> ByOperator = new IGradientRule[]
    {
        // Layers.
        new GatherRule(),
        new GemmRule(),
        new MatMulRule(),

        // Arithmetic.
        new AbsRule(),
        new AddRule("Add"),
        new AddRule("Sum"),
        new CosRule(),
        new DivRule(),
        new ErfRule(),
        new ExpRule(),
        new ExtremumRule("Max"),
        new ExtremumRule("Min"),
        new LogRule(),
        new MeanRule(),
        new MulRule(),
        new NegRule(),
        new PowRule(),
        new ReciprocalRule(),
        new SinRule(),
        new SqrtRule(),
        new SubRule(),

        // Activations.
        new CeluRule(),
        new ClipRule(),
        new EluRule(),
        new GeluRule(),
        new HardSigmoidRule(),
        new HardSwishRule(),
        new LeakyReluRule(),
        new PReluRule(),
        new ReluRule(),
        new SeluRule(),
        new SigmoidRule(),
        new SoftplusRule(),
        new SoftsignRule(),
        new TanhRule(),

        // Shapes.
        new CastRule(),
        new ConcatRule(),
        new ExpandRule(),
        new IdentityRule(),
        new PadRule(),
        new ReshapingRule("Flatten"),
        new ReshapingRule("Reshape"),
        new ReshapingRule("Squeeze"),
        new ReshapingRule("Unsqueeze"),
        new SliceRule(),
        new SplitRule(),
        new TransposeRule(),
        new WhereRule(),

        // Reductions.
        new ReduceExtremumRule("ReduceMax"),
        new ReduceExtremumRule("ReduceMin"),
        new ReduceRule("ReduceMean"),
        new ReduceRule("ReduceSum"),

        // Windows, normalisations, rows.
        new AveragePoolRule(),
        new BatchNormalizationRule(),
        new ConvRule(),
        new ConvTransposeRule(),
        new DropoutRule(),
        new GlobalAveragePoolRule(),
        new GlobalMaxPoolRule(),
        new GroupNormalizationRule(),
        new GruRule(),
        new InstanceNormalizationRule(),
        new LayerNormalizationRule(),
        new LogSoftmaxRule(),
        new LstmRule(),
        new MaxPoolRule(),
        new SoftmaxRule(),
    }.ToDictionary(static rule => rule.Operator, StringComparer.Ordinal);

    public static IEnumerable<IGradientRule> All => ByOperator.Values;

    /// <summary>The rule of an operator of the standard domain, or null.</summary>
    public static IGradientRule? Find(string op) => ByOperator.GetValueOrDefault(op);
}
