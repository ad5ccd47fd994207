using Microsoft.ML.OnnxRuntime;
using PrivacyGate.Onnx.Runtime;

namespace PrivacyGate.Onnx.Inspection;

/// <summary>What a model made of probe records in one of its values.</summary>
/// <param name="Width">Numbers a record; -1 when the value is not laid out by record.</param>
/// <param name="Numbers">Width numbers for each record, or null when the value holds no floating-point numbers.</param>
/// <param name="ElementType">The ONNX element type; 0 for no tensor.</param>
/// <param name="Axes">Axes of a record that are longer than 1.</param>
internal sealed record ProbeValue(int Width, double[]? Numbers, int ElementType, IReadOnlyList<long> Axes)
{
    private static readonly ProbeValue NoTensor = new(-1, null, 0, []);

    /// <summary>True for half precision.</summary>
    public bool IsHalf => ElementType == Graphs.ElementType.Float16;

    /// <summary>True when each row of several numbers has length 1, as normalised embeddings have.</summary>
    public bool HasUnitRows => Numbers is { Length: > 0 } && Width > 2
        && Enumerable.Range(0, Numbers.Length / Width).All(record => Math.Abs(Length(Row(record)) - 1) < 1e-3);

    public static ProbeValue Of(OrtValue value, int records, int wanted)
    {
        if (!value.IsTensor)
        {
            return NoTensor;
        }

        var info = value.GetTensorTypeAndShape();
        var type = (int)info.ElementDataType;

        // A bare Squeeze takes the axis of a single record away.
        var bare = records == 1 && (info.Shape.Length == 0 || info.Shape[0] != 1);
        if (!bare && (info.Shape.Length == 0 || info.Shape[0] != records))
        {
            return NoTensor with { ElementType = type };
        }

        var width = (int)(info.ElementCount / records);
        long[] axes = [.. info.Shape.Skip(bare ? 0 : 1).Where(static axis => axis != 1)];
        if (!NumberReader.IsNumeric(info))
        {
            return new ProbeValue(width, null, type, axes);
        }

        var numbers = new double[wanted * width];
        NumberReader.Read(value, info.ElementDataType, numbers);
        return new ProbeValue(width, numbers, type, axes);
    }

    /// <summary>The records of both, one after the other.</summary>
    public ProbeValue Then(ProbeValue next) => Width == next.Width
        ? this with { Numbers = Numbers is null || next.Numbers is null ? null : [.. Numbers, .. next.Numbers] }
        : NoTensor with { ElementType = ElementType };

    /// <summary>The same with other numbers a record.</summary>
    public ProbeValue With(int width, Func<double[], double[]> row) => this with
    {
        Width = width,
        Numbers = [.. Enumerable.Range(0, Numbers!.Length / Width).SelectMany(record => row(Row(record).ToArray()))],
    };

    public ReadOnlySpan<double> Row(int record) => Numbers.AsSpan(record * Width, Width);

    /// <summary>Whether the first records of <paramref name="other"/> got the same answer. Rounding depends on the batch, so a little may differ.</summary>
    public bool Agrees(ProbeValue other)
    {
        if (Width != other.Width || (Numbers is null) != (other.Numbers is null))
        {
            return false;
        }

        var tolerance = IsHalf ? 2e-2 : 1e-3;
        var count = Math.Min(Numbers?.Length ?? 0, other.Numbers?.Length ?? 0);
        for (var i = 0; i < count; i++)
        {
            var difference = Math.Abs(Numbers![i] - other.Numbers![i]);
            if (difference > tolerance * (1 + Math.Abs(Numbers[i])) || double.IsNaN(Numbers[i]) != double.IsNaN(other.Numbers[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static double Length(ReadOnlySpan<double> row)
    {
        double sum = 0;
        foreach (var number in row)
        {
            sum += number * number;
        }

        return Math.Sqrt(sum);
    }
}
