namespace Microsoft.ML.OnnxRuntime;

/// <summary>The native handles of many values, all kept alive for the length of a native call.</summary>
internal readonly ref struct BorrowedValues
{
    private readonly ValueHandle[] owners;

    internal BorrowedValues(IReadOnlyCollection<OrtValue> values)
    {
        owners = new ValueHandle[values.Count];
        Handles = new nint[values.Count];
        var count = 0;
        try
        {
            foreach (var value in values)
            {
                ArgumentNullException.ThrowIfNull(value, nameof(values));
                value.Handle.Keep();
                owners[count] = value.Handle;
                Handles[count++] = value.Handle.DangerousGetHandle();
            }
        }
        catch
        {
            Release(owners.AsSpan(0, count));
            throw;
        }
    }

    internal nint[] Handles { get; }

    public void Dispose() => Release(owners);

    private static void Release(ReadOnlySpan<ValueHandle> kept)
    {
        foreach (var owner in kept)
        {
            owner.DangerousRelease();
        }
    }
}
