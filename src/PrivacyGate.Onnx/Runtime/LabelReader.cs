using System.Globalization;
using System.Numerics;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using PrivacyGate.Onnx.Graphs;

namespace PrivacyGate.Onnx.Runtime;

/// <summary>Turns the model's own label into the number of a class.</summary>
internal sealed class LabelReader
{
    private readonly string path;
    private readonly int classes;
    private readonly Dictionary<string, int>? byName;
    private readonly Dictionary<double, int>? byNumber;

    /// <param name="path">The model, for messages.</param>
    /// <param name="names">What each class is called in the label output, or null when the label is the number of the class.</param>
    /// <param name="classes">Number of classes, or 0 when not known.</param>
    public LabelReader(string path, IReadOnlyList<string>? names, int classes)
    {
        this.path = path;
        this.classes = classes;
        byName = names?.Select(static (name, i) => (name, i)).DistinctBy(static pair => pair.name).ToDictionary(static pair => pair.name, static pair => pair.i);
        byNumber = names is not null && names.All(static name => LabelNumber.TryParse(name, out _))
            ? names.Select(static (name, i) => (Number: Single(LabelNumber.Parse(name)), i)).DistinctBy(static pair => pair.Number).ToDictionary(static pair => pair.Number, static pair => pair.i)
            : null;
    }

    /// <summary>Reads the classes of the first records of a run of <paramref name="records"/>.</summary>
    /// <exception cref="InputException">PG0027: not one label a record, or a label that is none of the classes.</exception>
    public void Read(OrtValue tensor, int records, Span<int> target)
    {
        var info = tensor.GetTensorTypeAndShape();
        if (info.ElementCount != records)
        {
            throw Refusal.Of(DiagnosticIds.ModelFailed, path, $"The model answered labels of shape ({string.Join(",", info.Shape)}) for {records} records. Export it with an open batch axis.");
        }

        if (!TryRead(tensor, records, target, out _))
        {
            // Which one is not said: it may be a cell of the record, or the label of a member.
            throw Refusal.Of(DiagnosticIds.ModelFailed, path, "The model answered a label that is not among its classes. List them in the spec under \"classes\".");
        }
    }

    /// <summary>As <see cref="Read"/>; false when there is not one label a record, or one that is none of the classes.</summary>
    public bool TryRead(OrtValue tensor, int records, Span<int> target, out string unknown)
    {
        unknown = "";
        var info = tensor.GetTensorTypeAndShape();
        return info.ElementCount == records && info.ElementDataType switch
        {
            TensorElementType.String => Texts(tensor.GetStringTensorAsArray(), target, out unknown),
            TensorElementType.Bool => Booleans(tensor.GetTensorDataAsSpan<bool>(), target),
            TensorElementType.Int64 => Numbers(tensor.GetTensorDataAsSpan<long>(), target, out unknown),
            TensorElementType.Int32 => Numbers(tensor.GetTensorDataAsSpan<int>(), target, out unknown),
            TensorElementType.Int16 => Numbers(tensor.GetTensorDataAsSpan<short>(), target, out unknown),
            TensorElementType.Int8 => Numbers(tensor.GetTensorDataAsSpan<sbyte>(), target, out unknown),
            TensorElementType.UInt64 => Numbers(tensor.GetTensorDataAsSpan<ulong>(), target, out unknown),
            TensorElementType.UInt32 => Numbers(tensor.GetTensorDataAsSpan<uint>(), target, out unknown),
            TensorElementType.UInt16 => Numbers(tensor.GetTensorDataAsSpan<ushort>(), target, out unknown),
            TensorElementType.UInt8 => Numbers(tensor.GetTensorDataAsSpan<byte>(), target, out unknown),
            TensorElementType.Float => Numbers(tensor.GetTensorDataAsSpan<float>(), target, out unknown),
            TensorElementType.Double => Numbers(tensor.GetTensorDataAsSpan<double>(), target, out unknown),
            _ => false,
        };
    }

    private bool Texts(string[] labels, Span<int> target, out string unknown)
    {
        unknown = "";
        for (var i = 0; i < target.Length; i++)
        {
            if (byName is null || !byName.TryGetValue(labels[i], out target[i]))
            {
                unknown = labels[i];
                return false;
            }
        }

        return true;
    }

    private static bool Booleans(ReadOnlySpan<bool> labels, Span<int> target)
    {
        for (var i = 0; i < target.Length; i++)
        {
            target[i] = labels[i] ? 1 : 0;
        }

        return true;
    }

    private bool Numbers<T>(ReadOnlySpan<T> labels, Span<int> target, out string unknown)
        where T : INumber<T>
    {
        unknown = "";
        for (var i = 0; i < target.Length; i++)
        {
            if (!TryGetClass(double.CreateSaturating(labels[i]), out target[i]))
            {
                unknown = labels[i].ToString(null, CultureInfo.InvariantCulture);
                return false;
            }
        }

        return true;
    }

    /// <summary>Labels with a fraction are compared in single precision, in which most models hold them.</summary>
    private static double Single(double number) => number == Math.Floor(number) ? number : (float)number;

    private bool TryGetClass(double label, out int index)
    {
        if (byNumber is not null)
        {
            return byNumber.TryGetValue(Single(label), out index);
        }

        var isClass = label >= 0 && label < (classes == 0 ? int.MaxValue : classes) && label == Math.Floor(label);
        index = isClass ? (int)label : 0;
        return isClass;
    }
}
