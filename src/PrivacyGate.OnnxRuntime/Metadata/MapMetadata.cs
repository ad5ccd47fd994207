using Microsoft.ML.OnnxRuntime.Tensors;

namespace Microsoft.ML.OnnxRuntime;

public class MapMetadata
{
    internal MapMetadata(TensorElementType keyDataType, NodeMetadata valueMetadata)
    {
        KeyDataType = keyDataType;
        ValueMetadata = valueMetadata;
    }

    public TensorElementType KeyDataType { get; }

    public NodeMetadata ValueMetadata { get; }
}
