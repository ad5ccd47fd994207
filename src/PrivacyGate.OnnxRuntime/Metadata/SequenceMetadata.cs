namespace Microsoft.ML.OnnxRuntime;

public class SequenceMetadata
{
    internal SequenceMetadata(NodeMetadata elementMeta) => ElementMeta = elementMeta;

    public NodeMetadata ElementMeta { get; }
}
