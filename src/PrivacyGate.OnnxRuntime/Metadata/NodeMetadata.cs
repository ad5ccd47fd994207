using Microsoft.ML.OnnxRuntime.Tensors;

namespace Microsoft.ML.OnnxRuntime;

/// <summary>What a model says of one of its inputs or outputs.</summary>
public class NodeMetadata
{
    private readonly OrtTensorTypeAndShapeInfo? tensor;
    private readonly MapMetadata? map;
    private readonly SequenceMetadata? sequence;

    internal NodeMetadata(
        OnnxValueType type, OrtTensorTypeAndShapeInfo? tensor = null, MapMetadata? map = null, SequenceMetadata? sequence = null)
    {
        OnnxValueType = type;
        this.tensor = tensor;
        this.map = map;
        this.sequence = sequence;
        Dimensions = Array.ConvertAll(tensor?.Shape ?? [], dimension => checked((int)dimension));
    }

    public OnnxValueType OnnxValueType { get; }

    public bool IsTensor => OnnxValueType == OnnxValueType.ONNX_TYPE_TENSOR;

    public bool IsString => IsTensor && ElementDataType == TensorElementType.String;

    /// <summary>One number a dimension; -1 for one that the model leaves open. Tensors only, else empty.</summary>
    public int[] Dimensions { get; }

    /// <summary>One name a dimension; empty for one that has none. Tensors only, else empty.</summary>
    public string[] SymbolicDimensions => tensor?.SymbolicDimensions ?? [];

    /// <summary>The .NET type of the elements; <see cref="object"/> when there is none.</summary>
    public Type ElementType => ElementTypes.ToType(ElementDataType);

    /// <exception cref="OnnxRuntimeException">The value is no tensor.</exception>
    public TensorElementType ElementDataType => tensor?.ElementDataType ?? throw Not("a tensor");

    /// <exception cref="OnnxRuntimeException">The value is no map.</exception>
    public MapMetadata AsMapMetadata() => map ?? throw Not("a map");

    /// <exception cref="OnnxRuntimeException">The value is no sequence.</exception>
    public SequenceMetadata AsSequenceMetadata() => sequence ?? throw Not("a sequence");

    private OnnxRuntimeException Not(string wanted) =>
        new(ErrorCode.InvalidArgument, $"the model's value is {OnnxValueType}, not {wanted}");
}
