using Microsoft.ML.OnnxRuntime.Tensors;

namespace Microsoft.ML.OnnxRuntime;

/// <summary>What a tensor holds: its element type and its dimensions.</summary>
public sealed class OrtTensorTypeAndShapeInfo
{
    /// <param name="info">Read here and not kept.</param>
    internal unsafe OrtTensorTypeAndShapeInfo(nint info)
    {
        int elementType;
        NativeStatus.Check(NativeApi.GetTensorElementType(info, &elementType));
        ElementDataType = (TensorElementType)elementType;

        nuint rank;
        NativeStatus.Check(NativeApi.GetDimensionsCount(info, &rank));
        Shape = new long[rank];
        fixed (long* shape = Shape)
        {
            NativeStatus.Check(NativeApi.GetDimensions(info, shape, rank));
        }

        SymbolicDimensions = ReadSymbolicDimensions(info, rank);

        // A model's input may have unknown dimensions (-1), of which there is no product.
        ElementCount = Array.TrueForAll(Shape, dimension => dimension >= 0) ? ShapeSize.Of(Shape) : -1;
    }

    public TensorElementType ElementDataType { get; }

    /// <summary>One number a dimension; -1 for one that the model leaves open.</summary>
    public long[] Shape { get; }

    /// <summary>One name a dimension; empty for one that has none.</summary>
    public string[] SymbolicDimensions { get; }

    public int DimensionsCount => Shape.Length;

    /// <summary>The product of the shape; 1 for a scalar, -1 when a dimension is open.</summary>
    public long ElementCount { get; }

    public bool IsString => ElementDataType == TensorElementType.String;

    private static unsafe string[] ReadSymbolicDimensions(nint info, nuint rank)
    {
        var names = new nint[rank];
        fixed (nint* pointers = names)
        {
            NativeStatus.Check(NativeApi.GetSymbolicDimensions(info, pointers, rank));
        }

        return Array.ConvertAll(names, name => Utf8.Read((byte*)name));
    }
}
