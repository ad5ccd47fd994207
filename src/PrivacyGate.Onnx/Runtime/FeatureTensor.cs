using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using PrivacyGate.Models;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Samples;

namespace PrivacyGate.Onnx.Runtime;

/// <summary>Lends a run of records to the runtime; only texts, half-precision numbers and padded batches are copied.</summary>
internal static class FeatureTensor
{
    public static OrtValue Create(string path, ModelInput input, FeatureBlock block, int start, int count, int padded)
    {
        var width = block.Width;
        var shape = Shape(path, input, block, padded);
        if (block.Kind != input.Kind)
        {
            throw Misfit(path, input, $"takes {input.Kind} values, but the records bring {block.Kind}");
        }

        return block.Values switch
        {
            float[] values when block.Kind == ElementKind.Float16 => LentTensor.Over(Halves(Slice(values, width, start, count, padded).Span), shape),
            float[] values => LentTensor.Over(Slice(values, width, start, count, padded), shape),
            double[] values => LentTensor.Over(Slice(values, width, start, count, padded), shape),
            int[] values => LentTensor.Over(Slice(values, width, start, count, padded), shape),
            long[] values => LentTensor.Over(Slice(values, width, start, count, padded), shape),
            bool[] values => LentTensor.Over(Slice(values, width, start, count, padded), shape),
            string[] values => Texts(Slice(values, width, start, count, padded).Span, shape),
            _ => throw Misfit(path, input, $"cannot be fed from {block.Values.GetType().Name}"),
        };
    }

    /// <summary>The model's own axes where it states them, the record's where it leaves them open; the same numbers either way.</summary>
    public static long[] Shape(string path, ModelInput input, FeatureBlock block, int padded)
    {
        var axes = input.RecordShape;
        var open = axes.Contains(-1);
        if (!open && axes.Aggregate(1L, static (product, axis) => product * axis) == block.Width)
        {
            return [padded, .. axes];
        }

        var fits = open && axes.Count == block.RecordShape.Count
            && axes.Zip(block.RecordShape).All(static pair => pair.First == -1 || pair.First == pair.Second);
        return fits
            ? [padded, .. block.RecordShape]
            : throw Misfit(path, input, $"takes records of shape ({string.Join(",", axes)}), but the records have ({string.Join(",", block.RecordShape)})");
    }

    private static Memory<T> Slice<T>(T[] values, int width, int start, int count, int padded)
    {
        var slice = values.AsMemory(start * width, count * width);
        if (padded == count)
        {
            return slice;
        }

        var copy = new T[ArrayLength.Of(padded, width)];
        slice.CopyTo(copy);
        ReadOnlySpan<T> last = slice.Span[^width..];
        for (var i = count; i < padded; i++)
        {
            last.CopyTo(copy.AsSpan(i * width));
        }

        return copy;
    }

    private static Memory<Float16> Halves(ReadOnlySpan<float> values)
    {
        var halves = new Float16[values.Length];
        var numbers = MemoryMarshal.Cast<Float16, Half>(halves.AsSpan());
        for (var i = 0; i < values.Length; i++)
        {
            numbers[i] = (Half)values[i];
        }

        return halves;
    }

    private static OrtValue Texts(ReadOnlySpan<string> values, long[] shape)
    {
        var tensor = OrtValue.CreateTensorWithEmptyStrings(OrtAllocator.DefaultInstance, shape);
        for (var i = 0; i < values.Length; i++)
        {
            tensor.StringTensorSetElementAt(values[i].AsSpan(), i);
        }

        return tensor;
    }

    private static InputException Misfit(string path, ModelInput input, string what) =>
        Refusal.Of(DiagnosticIds.ModelFailed, path, $"Input '{input.Name}' {what}. Check which columns feed it.");
}
