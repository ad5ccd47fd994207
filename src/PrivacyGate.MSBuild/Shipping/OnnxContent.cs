namespace PrivacyGate.MSBuild;

/// <summary>
/// Whether a stream holds an ONNX model, whatever its name: to its last byte it is a message with a version, operators and
/// a graph that has nodes and outputs. Only tags and lengths are read. Fields that ONNX does not know are no obstacle:
/// programs that load a model skip them.
/// </summary>
internal static class OnnxContent
{
    /// <summary>No model that was trained on anything is smaller.</summary>
    public const int Smallest = 1024;

    private const int Graph = 7;
    private const int IrVersion = 1;
    private const int OperatorSets = 8;
    private const int Nodes = 1;
    private const int Outputs = 12;

    public static bool IsModel(Stream stream)
    {
        var reader = new ProtobufReader(stream);
        if (reader.End <= Smallest)
        {
            return false;
        }

        var (ofModel, ofGraph) = (new HashSet<int>(), new HashSet<int>());
        while (reader.Next(reader.End) is { } field)
        {
            if (field.Wire == (field.Number == IrVersion ? ProtobufField.Varint : ProtobufField.Bytes))
            {
                ofModel.Add(field.Number);
                if (field.Number == Graph)
                {
                    NoteFields(reader, reader.Position + field.Length, ofGraph);
                    continue;
                }
            }

            reader.Skip(field.Length);
        }

        return !reader.IsBroken && reader.Position > Smallest
            && ofModel.IsSupersetOf([IrVersion, Graph, OperatorSets]) && ofGraph.IsSupersetOf([Nodes, Outputs]);
    }

    private static void NoteFields(ProtobufReader reader, long end, HashSet<int> found)
    {
        while (reader.Next(end) is { } field)
        {
            if (field.Wire == ProtobufField.Bytes)
            {
                found.Add(field.Number);
            }

            reader.Skip(field.Length);
        }
    }
}
