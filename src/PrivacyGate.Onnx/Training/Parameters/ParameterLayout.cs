using Microsoft.ML.OnnxRuntime;
using PrivacyGate.Onnx.Gradients;
using PrivacyGate.Onnx.Gradients.Steps;
using PrivacyGate.Onnx.Runtime;

namespace PrivacyGate.Onnx.Training.Parameters;

/// <summary>Where each tensor lies in one run of numbers, each beginning at a cache line.</summary>
internal sealed class ParameterLayout
{
    private readonly int[] offsets;
    private readonly int[] lengths;

    public ParameterLayout(IReadOnlyList<IReadOnlyList<long>> shapes)
    {
        Shapes = [.. shapes.Select(static shape => shape.ToArray())];
        offsets = new int[shapes.Count];
        lengths = [.. Shapes.Select(static shape => (int)shape.Aggregate(1L, static (product, axis) => checked(product * axis)))];
        for (var i = 0; i < shapes.Count; i++)
        {
            offsets[i] = Total;
            Total += AlignedFloats.RoundUp(lengths[i]);
        }
    }

    public long[][] Shapes { get; }

    public int Count => offsets.Length;

    /// <summary>Numbers, padding included.</summary>
    public int Total { get; }

    /// <summary>Numbers, padding left out.</summary>
    public long Values => lengths.Sum(static length => (long)length);

    public static ParameterLayout Of(IReadOnlyList<TrainableParameter> parameters) => new([.. parameters.Select(static parameter => parameter.Shape)]);

    public static ParameterLayout Of(IReadOnlyList<RunningStatistic> statistics) => new([.. statistics.Select(static statistic => statistic.Shape)]);

    public Span<float> Of(AlignedFloats numbers, int index) => numbers.Span.Slice(offsets[index], lengths[index]);

    /// <summary>A tensor over the numbers themselves: no copy.</summary>
    public OrtValue TensorOf(AlignedFloats numbers, int index) =>
        LentTensor.Over(numbers.Slice(offsets[index], lengths[index]), Shapes[index]);
}
