namespace Microsoft.ML.OnnxRuntime;

/// <summary>Reads what a session says of its inputs and outputs, in the model's order.</summary>
internal static unsafe class SessionReader
{
    internal static OrderedDictionary<string, NodeMetadata> Inputs(nint session)
    {
        nuint count;
        NativeStatus.Check(NativeApi.SessionGetInputCount(session, &count));
        return Read(session, count, NativeApi.SessionGetInputName, NativeApi.SessionGetInputTypeInfo);
    }

    internal static OrderedDictionary<string, NodeMetadata> Outputs(nint session)
    {
        nuint count;
        NativeStatus.Check(NativeApi.SessionGetOutputCount(session, &count));
        return Read(session, count, NativeApi.SessionGetOutputName, NativeApi.SessionGetOutputTypeInfo);
    }

    internal static OrderedDictionary<string, NodeMetadata> OverridableInitializers(nint session)
    {
        nuint count;
        NativeStatus.Check(NativeApi.SessionGetOverridableInitializerCount(session, &count));
        return Read(session, count, NativeApi.SessionGetOverridableInitializerName, NativeApi.SessionGetOverridableInitializerTypeInfo);
    }

    private static OrderedDictionary<string, NodeMetadata> Read(nint session, nuint count, NameReader readName, TypeReader readType)
    {
        var nodes = new OrderedDictionary<string, NodeMetadata>(StringComparer.Ordinal);
        for (nuint index = 0; index < count; index++)
        {
            nint name, typeInfo;
            NativeStatus.Check(readName(session, index, OrtAllocator.DefaultHandle, &name));
            var key = Utf8.Take(name, OrtAllocator.DefaultHandle);
            NativeStatus.Check(readType(session, index, &typeInfo));
            nodes.Add(key, TypeInfoReader.Take(typeInfo));
        }

        return nodes;
    }

    private delegate nint NameReader(nint session, nuint index, nint allocator, nint* name);

    private delegate nint TypeReader(nint session, nuint index, nint* typeInfo);
}
