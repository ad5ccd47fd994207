using System.IO.Compression;
using PrivacyGate.Fuzz.Tests.Mutators;
using PrivacyGate.Fuzz.Tests.Seeds;

namespace PrivacyGate.Fuzz.Tests.Kinds;

/// <summary>Tables of text, plain or gzipped: looked at as init does, read as check does.</summary>
internal sealed class TableKind(string name, string fileName, char separator, bool isGzip, int share) : FuzzKind(name, fileName, share)
{
    public override byte[] Make(Random random)
    {
        var seed = random.Pick(Tables.Texts(separator));
        var bytes = System.Text.Encoding.UTF8.GetBytes(seed);
        if (!isGzip)
        {
            return random.Next(4) == 0 ? ByteMutator.Mutate(bytes, bytes, random) : TableMutator.Mutate(seed, separator, random);
        }

        var whole = Gzip(random.Next(2) == 0 ? TableMutator.Mutate(seed, separator, random) : bytes);
        return random.Next(4) switch
        {
            0 => [.. whole, .. Gzip(bytes)],
            1 => whole,
            _ => ByteMutator.Mutate(whole, whole, random),
        };
    }

    public override bool Read(string path, CancellationToken cancellation) => Each(
        () => Tables.Preview(path),
        () => Tables.ReadAll(path, cancellation));

    public static byte[] Gzip(byte[] bytes)
    {
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(bytes);
        }

        return memory.ToArray();
    }
}
