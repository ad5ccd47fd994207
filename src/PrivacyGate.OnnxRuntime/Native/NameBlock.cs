using System.Text;

namespace Microsoft.ML.OnnxRuntime;

/// <summary>A list of names as C wants it: one block of zero-terminated UTF-8, and where each name begins.</summary>
internal readonly struct NameBlock
{
    private readonly int[] starts;

    internal NameBlock(IReadOnlyCollection<string> names)
    {
        starts = new int[names.Count];
        var length = 0;
        foreach (var name in names)
        {
            ArgumentNullException.ThrowIfNull(name);
            length += Encoding.UTF8.GetByteCount(name) + 1;
        }

        // One byte more, so that the block has an address even when there are no names.
        Text = new byte[length + 1];
        Write(names);
    }

    internal byte[] Text { get; }

    /// <summary>Pointers into the block, which the caller has pinned at <paramref name="block"/>.</summary>
    internal unsafe nint[] Pointers(byte* block)
    {
        var pointers = new nint[starts.Length];
        for (var index = 0; index < starts.Length; index++)
        {
            pointers[index] = (nint)(block + starts[index]);
        }

        return pointers;
    }

    private void Write(IReadOnlyCollection<string> names)
    {
        var position = 0;
        var index = 0;
        foreach (var name in names)
        {
            starts[index++] = position;
            position += Encoding.UTF8.GetBytes(name, Text.AsSpan(position)) + 1;
        }
    }
}
