namespace PrivacyGate.Fuzz.Tests.Mutators;

/// <summary>Damage that knows nothing of the format: flipped bits, lengths that lie, parts cut, doubled, or taken from another input.</summary>
internal static class ByteMutator
{
    private static readonly byte[] Telling = [0, 1, 0x7f, 0x80, 0xff, (byte)'"', (byte)',', (byte)'\n', (byte)'{'];

    /// <summary>A varint of 2^31 - 1, of 2^63 - 1, of -1, and four bytes that are a large length in either order.</summary>
    private static readonly byte[][] Lengths =
    [
        [0xff, 0xff, 0xff, 0xff, 0x07],
        [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f],
        [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01],
        [0xff, 0xff, 0xff, 0x7f],
        [0x7f, 0xff, 0xff, 0xff],
    ];

    public static byte[] Mutate(byte[] input, byte[] other, Random random)
    {
        var bytes = input.ToList();
        for (var edits = random.Edits(4); edits > 0; edits--)
        {
            Edit(bytes, other, random);
        }

        return [.. bytes];
    }

    private static void Edit(List<byte> bytes, byte[] other, Random random)
    {
        if (bytes.Count == 0)
        {
            bytes.AddRange(Slice(other, random));
            return;
        }

        var at = random.Next(bytes.Count);
        switch (random.Next(8))
        {
            case 0:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1:
                bytes[at] = random.Pick(Telling);
                break;
            case 2:
                bytes[at] = (byte)random.Next(256);
                break;
            case 3:
                Overwrite(bytes, at, random.Pick(Lengths));
                break;
            case 4:
                bytes.RemoveRange(at, random.Few(bytes.Count - at));
                break;
            case 5:
                bytes.InsertRange(at, bytes.GetRange(at, random.Few(bytes.Count - at)));
                break;
            case 6:
                bytes.InsertRange(at, Slice(other, random));
                break;
            default:
                if (random.Next(4) == 0)
                {
                    bytes.RemoveRange(at, bytes.Count - at);
                }
                else
                {
                    Overwrite(bytes, at, Slice(other, random));
                }

                break;
        }
    }

    private static void Overwrite(List<byte> bytes, int at, byte[] with)
    {
        for (var i = 0; i < with.Length && at + i < bytes.Count; i++)
        {
            bytes[at + i] = with[i];
        }
    }

    private static byte[] Slice(byte[] other, Random random)
    {
        var at = random.Next(other.Length + 1);
        return other.AsSpan(at, random.Few(other.Length - at)).ToArray();
    }
}
