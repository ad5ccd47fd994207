namespace PrivacyGate.MSBuild;

/// <summary>Whether a file is an ONNX model, whatever its name: its outermost protobuf message is a ModelProto to the last byte. Only tags and lengths are read.</summary>
internal static class OnnxContent
{
    /// <summary>No model that was trained on anything is smaller.</summary>
    private const int Smallest = 1024;

    private const int Graph = 7;
    private const int IrVersion = 1;
    private const int OperatorSets = 8;
    private const int Varint = 0;
    private const int Bytes = 2;

    /// <summary>Fields of ModelProto and their wire types.</summary>
    private static readonly Dictionary<int, int> Fields = new()
    {
        [IrVersion] = Varint, [2] = Bytes, [3] = Bytes, [4] = Bytes, [5] = Varint, [6] = Bytes, [Graph] = Bytes,
        [OperatorSets] = Bytes, [14] = Bytes, [20] = Bytes, [25] = Bytes, [26] = Bytes,
    };

    public static bool IsModel(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 256);
        if (file.Length <= Smallest)
        {
            return false;
        }

        var found = new HashSet<int>();
        while (file.Position < file.Length)
        {
            if (Number(file) is not { } tag || !Fields.TryGetValue((int)Math.Min(tag >> 3, int.MaxValue), out var wire) || (int)(tag & 7) != wire || Number(file) is not { } value)
            {
                return false;
            }

            found.Add((int)(tag >> 3));
            if (wire == Bytes)
            {
                if (value > (ulong)(file.Length - file.Position))
                {
                    return false;
                }

                file.Seek((long)value, SeekOrigin.Current);
            }
        }

        return found.Contains(Graph) && found.Contains(IrVersion) && found.Contains(OperatorSets);
    }

    /// <summary>A varint, or null where the file ends or the number does not.</summary>
    private static ulong? Number(FileStream file)
    {
        ulong number = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = file.ReadByte();
            if (next < 0)
            {
                return null;
            }

            number |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
            {
                return number;
            }
        }

        return null;
    }
}
