using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace PrivacyGate.Onnx.Gradients.Steps;

/// <summary>What one run showed of a value.</summary>
/// <param name="Shape">Its axes; none for what is no tensor.</param>
/// <param name="ElementType">ONNX element type; 0 for what is no tensor.</param>
/// <param name="Integers">Its numbers, where they are few and whole.</param>
internal readonly record struct SeenValue(long[] Shape, int ElementType, long[]? Integers)
{
    // More numbers than any list of axes, bounds or positions has.
    private const long Few = 4096;

    public static SeenValue Of(OrtValue value)
    {
        if (!value.IsTensor)
        {
            return new SeenValue([], 0, null);
        }

        var info = value.GetTensorTypeAndShape();
        var integers = info.ElementDataType == TensorElementType.Int64 && info.ElementCount <= Few;

        // The runtime numbers element types as the file format does.
        return new SeenValue(info.Shape, (int)info.ElementDataType, integers ? value.GetTensorDataAsSpan<long>().ToArray() : null);
    }
}
