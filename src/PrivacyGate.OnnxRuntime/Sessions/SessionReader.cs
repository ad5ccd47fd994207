namespace Microsoft.ML.OnnxRuntime;

/// <summary>Reads what a session says of its inputs and outputs, in the model's order.</summary>
internal static unsafe class SessionReader
{
    internal static OrderedDictionary<string, NodeMetadata> Inputs(nint session)
    {
        nuint count;
        NativeStatus.Check(NativeApi.SessionGetInputCount(session, &count));
        var nodes = new OrderedDictionary<string, NodeMetadata>(StringComparer.Ordinal);
        for (nuint index = 0; index < count; index++)
        {
            nint name, typeInfo;
            NativeStatus.Check(NativeApi.SessionGetInputName(session, index, OrtAllocator.DefaultHandle, &name));
            var key = Utf8.Take(name, OrtAllocator.DefaultHandle);
            NativeStatus.Check(NativeApi.SessionGetInputTypeInfo(session, index, &typeInfo));
            nodes.Add(key, TypeInfoReader.Take(typeInfo));
        }

        return nodes;
    }

    internal static OrderedDictionary<string, NodeMetadata> Outputs(nint session)
    {
        nuint count;
        NativeStatus.Check(NativeApi.SessionGetOutputCount(session, &count));
        var nodes = new OrderedDictionary<string, NodeMetadata>(StringComparer.Ordinal);
        for (nuint index = 0; index < count; index++)
        {
            nint name, typeInfo;
            NativeStatus.Check(NativeApi.SessionGetOutputName(session, index, OrtAllocator.DefaultHandle, &name));
            var key = Utf8.Take(name, OrtAllocator.DefaultHandle);
            NativeStatus.Check(NativeApi.SessionGetOutputTypeInfo(session, index, &typeInfo));
            nodes.Add(key, TypeInfoReader.Take(typeInfo));
        }

        return nodes;
    }
}
