namespace Microsoft.ML.OnnxRuntime;

/// <summary>What a model file says of itself; every text may be empty.</summary>
public class ModelMetadata
{
    internal unsafe ModelMetadata(SessionHandle session)
    {
        using var owner = new Borrowed(session);
        var allocator = OrtAllocator.DefaultHandle;
        nint metadata;
        NativeStatus.Check(NativeApi.SessionGetModelMetadata(owner.Handle, &metadata));
        try
        {
            nint text;
            NativeStatus.Check(NativeApi.ModelMetadataGetProducerName(metadata, allocator, &text));
            ProducerName = Utf8.Take(text, allocator);
            NativeStatus.Check(NativeApi.ModelMetadataGetGraphName(metadata, allocator, &text));
            GraphName = Utf8.Take(text, allocator);
            NativeStatus.Check(NativeApi.ModelMetadataGetDomain(metadata, allocator, &text));
            Domain = Utf8.Take(text, allocator);
            NativeStatus.Check(NativeApi.ModelMetadataGetDescription(metadata, allocator, &text));
            Description = Utf8.Take(text, allocator);
            NativeStatus.Check(NativeApi.ModelMetadataGetGraphDescription(metadata, allocator, &text));
            GraphDescription = Utf8.Take(text, allocator);
            long version;
            NativeStatus.Check(NativeApi.ModelMetadataGetVersion(metadata, &version));
            Version = version;
            CustomMetadataMap = ReadCustomMetadata(metadata, allocator);
        }
        finally
        {
            NativeApi.ReleaseModelMetadata(metadata);
        }
    }

    public string ProducerName { get; }

    public string GraphName { get; }

    public string Domain { get; }

    public string Description { get; }

    public string GraphDescription { get; }

    public long Version { get; }

    public Dictionary<string, string> CustomMetadataMap { get; }

    private static unsafe Dictionary<string, string> ReadCustomMetadata(nint metadata, nint allocator)
    {
        nint* keys = null;
        long count;
        NativeStatus.Check(NativeApi.ModelMetadataGetCustomMetadataMapKeys(metadata, allocator, &keys, &count));
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        try
        {
            for (long index = 0; index < count; index++)
            {
                var key = Utf8.Take(keys[index], allocator);
                nint text;
                fixed (byte* name = Utf8.ZeroTerminated(key))
                {
                    NativeStatus.Check(NativeApi.ModelMetadataLookupCustomMetadataMap(metadata, allocator, name, &text));
                }

                map[key] = text == 0 ? "" : Utf8.Take(text, allocator);
            }
        }
        finally
        {
            if (keys is not null)
            {
                NativeStatus.Check(NativeApi.AllocatorFree(allocator, keys));
            }
        }

        return map;
    }
}
