using Microsoft.ML.OnnxRuntime;
using PrivacyGate.Onnx.Inference;

namespace PrivacyGate.Onnx.Inspection;

/// <summary>What a model made of probe records in one of its values.</summary>
/// <param name="Width">Numbers a record; -1 when the value is not laid out by record.</param>
/// <param name="Numbers">Width numbers for each record, or null when the value holds no floating-point numbers.</param>
/// <param name="IsHalf">True for half precision.</param>
internal sealed record ProbeValue(int Width, double[]? Numbers, bool IsHalf)
{
    public static ProbeValue Of(OrtValue value, int records, int wanted)
    {
        if (!value.IsTensor)
        {
            return new ProbeValue(-1, null, false);
        }

        OrtTensorTypeAndShapeInfo info = value.GetTensorTypeAndShape();
        if (info.Shape.Length == 0 || info.Shape[0] != records)
        {
            return new ProbeValue(-1, null, false);
        }

        int width = (int)(info.ElementCount / records);
        if (!NumberReader.IsNumeric(info))
        {
            return new ProbeValue(width, null, false);
        }

        double[] numbers = new double[wanted * width];
        NumberReader.Read(value, info.ElementDataType, numbers);
        return new ProbeValue(width, numbers, info.ElementDataType == Microsoft.ML.OnnxRuntime.Tensors.TensorElementType.Float16);
    }

    /// <summary>The records of both, one after the other.</summary>
    public ProbeValue Then(ProbeValue next) => Width == next.Width
        ? this with { Numbers = Numbers is null || next.Numbers is null ? null : [.. Numbers, .. next.Numbers] }
        : new ProbeValue(-1, null, IsHalf);

    public ReadOnlySpan<double> Row(int record) => Numbers.AsSpan(record * Width, Width);

    /// <summary>Whether the first records of <paramref name="other"/> got the same answer. Rounding depends on the batch, so a little may differ.</summary>
    public bool Agrees(ProbeValue other)
    {
        if (Width != other.Width || (Numbers is null) != (other.Numbers is null))
        {
            return false;
        }

        double tolerance = IsHalf ? 2e-2 : 1e-3;
        int count = Math.Min(Numbers?.Length ?? 0, other.Numbers?.Length ?? 0);
        for (int i = 0; i < count; i++)
        {
            double difference = Math.Abs(Numbers![i] - other.Numbers![i]);
            if (difference > tolerance * (1 + Math.Abs(Numbers[i])) || double.IsNaN(Numbers[i]) != double.IsNaN(other.Numbers[i]))
            {
                return false;
            }
        }

        return true;
    }
}
