using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Inspection;

namespace PrivacyGate.Onnx.Inference;

/// <summary>Turns the model's own label into the number of a class.</summary>
internal sealed class LabelReader
{
    private readonly string path;
    private readonly int classes;
    private readonly Dictionary<string, int>? byName;
    private readonly Dictionary<long, int>? byNumber;

    /// <param name="path">The model, for messages.</param>
    /// <param name="names">What each class is called in the label output, or null when the label is the number of the class.</param>
    /// <param name="classes">Number of classes, or 0 when not known.</param>
    public LabelReader(string path, IReadOnlyList<string>? names, int classes)
    {
        this.path = path;
        this.classes = classes;
        byName = names?.Select(static (name, i) => (name, i)).DistinctBy(static pair => pair.name).ToDictionary(static pair => pair.name, static pair => pair.i);
        byNumber = names is not null && names.All(static name => LabelNumber.TryParse(name, out _))
            ? names.Select(static (name, i) => (Number: LabelNumber.Parse(name), i)).DistinctBy(static pair => pair.Number).ToDictionary(static pair => pair.Number, static pair => pair.i)
            : null;
    }

    /// <summary>Reads the classes of the first records of a run of <paramref name="records"/>.</summary>
    public void Read(OrtValue tensor, int records, Span<int> target)
    {
        OrtTensorTypeAndShapeInfo info = tensor.GetTensorTypeAndShape();
        if (info.ElementCount != records)
        {
            throw Refusal.Of(DiagnosticIds.ModelFailed, path, $"The model answered labels of shape ({string.Join(",", info.Shape)}) for {records} records. Export it with an open batch axis.");
        }

        switch (info.ElementDataType)
        {
            case TensorElementType.String:
                string[] texts = tensor.GetStringTensorAsArray();
                for (int i = 0; i < target.Length; i++)
                {
                    target[i] = byName is not null && byName.TryGetValue(texts[i], out int named) ? named : throw Unknown(texts[i]);
                }

                break;
            case TensorElementType.Int64:
                Map(tensor.GetTensorDataAsSpan<long>(), target, static value => value);
                break;
            case TensorElementType.Int32:
                Map(tensor.GetTensorDataAsSpan<int>(), target, static value => value);
                break;
            default:
                Map(tensor.GetTensorDataAsSpan<bool>(), target, static value => value ? 1 : 0);
                break;
        }
    }

    private void Map<T>(ReadOnlySpan<T> labels, Span<int> target, Func<T, long> number)
    {
        for (int i = 0; i < target.Length; i++)
        {
            target[i] = ClassOf(number(labels[i]));
        }
    }

    private int ClassOf(long label)
    {
        if (byNumber is not null)
        {
            return byNumber.TryGetValue(label, out int known) ? known : throw Unknown(ClassNames.Text(label));
        }

        return label >= 0 && label < (classes == 0 ? int.MaxValue : classes) ? (int)label : throw Unknown(ClassNames.Text(label));
    }

    private InputException Unknown(string label) => Refusal.Of(
        DiagnosticIds.ModelFailed,
        path,
        $"The model answered the label '{label}', which is not among its classes. List them in the spec under \"classes\".");
}
