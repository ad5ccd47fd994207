using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Graphs;

/// <summary>Holds every tensor of a model to the bytes it really has. Nothing is allocated by a claimed size.</summary>
internal static class TensorCheck
{
    public static void Check(string path, ModelProto model, ExternalData external)
    {
        foreach (var tensor in GraphWalk.Tensors(model))
        {
            CheckTensor(path, tensor, external);
        }
    }

    private static void CheckTensor(string path, TensorProto tensor, ExternalData external)
    {
        if (!ElementType.IsKnown(tensor.DataType))
        {
            throw Refusal.Of(DiagnosticIds.GraphMalformed, path, $"Tensor '{tensor.Name}' has the element type {tensor.DataType}, which ONNX does not know. Export the model again.");
        }

        var count = Count(path, tensor);
        if (tensor.DataType == ElementType.Text)
        {
            Compare(path, tensor, "texts", count, (UInt128)tensor.StringData.Count);
            return;
        }

        var bytes = ElementType.Bytes(tensor.DataType, count);
        if (bytes > int.MaxValue)
        {
            throw TooLarge(path, tensor, $"{bytes} bytes, more than the 2 GB a tensor may have");
        }

        if (tensor.DataLocation == TensorProto.Types.DataLocation.External)
        {
            external.Add(tensor, (long)bytes);
        }
        else if (tensor.HasRawData)
        {
            Compare(path, tensor, "bytes", bytes, (UInt128)tensor.RawData.Length);
        }
        else
        {
            Compare(path, tensor, "values", TypedCount(tensor.DataType, count), (UInt128)TypedValues(tensor));
        }
    }

    /// <summary>The product of the axes; 128 bits hold it because the check stops at the first product over 2^63.</summary>
    private static UInt128 Count(string path, TensorProto tensor)
    {
        UInt128 count = 1;
        foreach (var axis in tensor.Dims)
        {
            count *= axis >= 0 ? (UInt128)axis : throw TooLarge(path, tensor, $"the negative length {axis}");
            if (count > long.MaxValue)
            {
                throw TooLarge(path, tensor, "more than 2^63 values");
            }
        }

        return count;
    }

    private static void Compare(string path, TensorProto tensor, string unit, UInt128 claimed, UInt128 present)
    {
        if (claimed != present)
        {
            throw TooLarge(path, tensor, $"{claimed} {unit}, but the file holds {present}");
        }
    }

    /// <summary>Values the typed fields hold: complex numbers take two, numbers of less than a byte are packed.</summary>
    private static UInt128 TypedCount(int type, UInt128 count) => type switch
    {
        14 or 15 => count * 2,
        21 or 22 or 23 or 25 or 26 => ElementType.Bytes(type, count),
        _ => count,
    };

    private static int TypedValues(TensorProto tensor) => tensor.DataType switch
    {
        ElementType.Float or 14 => tensor.FloatData.Count,
        ElementType.Double or 15 => tensor.DoubleData.Count,
        ElementType.Int64 => tensor.Int64Data.Count,
        ElementType.UInt32 or ElementType.UInt64 => tensor.Uint64Data.Count,
        _ => tensor.Int32Data.Count,
    };

    private static InputException TooLarge(string path, TensorProto tensor, string what) =>
        Refusal.Of(DiagnosticIds.TensorTooLarge, path, $"Tensor '{tensor.Name}' claims {what}. The file is damaged or forged; export the model again.");
}
