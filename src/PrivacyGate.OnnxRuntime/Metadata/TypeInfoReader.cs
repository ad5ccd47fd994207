using Microsoft.ML.OnnxRuntime.Tensors;

namespace Microsoft.ML.OnnxRuntime;

/// <summary>Reads a native type description into <see cref="NodeMetadata"/>, whatever it nests.</summary>
internal static unsafe class TypeInfoReader
{
    /// <summary>Reads the description and releases it.</summary>
    internal static NodeMetadata Take(nint typeInfo)
    {
        try
        {
            int type;
            NativeStatus.Check(NativeApi.GetOnnxTypeFromTypeInfo(typeInfo, &type));
            return (OnnxValueType)type switch
            {
                OnnxValueType.ONNX_TYPE_TENSOR => ReadTensor(typeInfo),
                OnnxValueType.ONNX_TYPE_SEQUENCE => ReadSequence(typeInfo),
                OnnxValueType.ONNX_TYPE_MAP => ReadMap(typeInfo),
                var other => new NodeMetadata(other),
            };
        }
        finally
        {
            NativeApi.ReleaseTypeInfo(typeInfo);
        }
    }

    private static NodeMetadata ReadTensor(nint typeInfo)
    {
        nint tensor;
        NativeStatus.Check(NativeApi.CastTypeInfoToTensorInfo(typeInfo, &tensor));
        return new NodeMetadata(OnnxValueType.ONNX_TYPE_TENSOR, tensor: new OrtTensorTypeAndShapeInfo(tensor));
    }

    private static NodeMetadata ReadSequence(nint typeInfo)
    {
        nint sequence, element;
        NativeStatus.Check(NativeApi.CastTypeInfoToSequenceTypeInfo(typeInfo, &sequence));
        NativeStatus.Check(NativeApi.GetSequenceElementType(sequence, &element));
        return new NodeMetadata(OnnxValueType.ONNX_TYPE_SEQUENCE, sequence: new SequenceMetadata(Take(element)));
    }

    private static NodeMetadata ReadMap(nint typeInfo)
    {
        nint map, value;
        int keyType;
        NativeStatus.Check(NativeApi.CastTypeInfoToMapTypeInfo(typeInfo, &map));
        NativeStatus.Check(NativeApi.GetMapKeyType(map, &keyType));
        NativeStatus.Check(NativeApi.GetMapValueType(map, &value));
        return new NodeMetadata(OnnxValueType.ONNX_TYPE_MAP, map: new MapMetadata((TensorElementType)keyType, Take(value)));
    }
}
