using System.IO.Compression;
using System.Runtime.InteropServices;
using PrivacyGate.Fuzz.Tests.Mutators;

namespace PrivacyGate.Fuzz.Tests.Seeds;

/// <summary>Archives that numpy wrote, and one of ours whose numbers lie unpacked.</summary>
internal static class Arrays
{
    public static IReadOnlyList<byte[]> Files { get; } =
    [
        ArchiveMutator.Zip(Own(), CompressionLevel.NoCompression),
        .. Directory.GetFiles(Repository.Path("tests", "PrivacyGate.IO.Tests", "Readers", "Fixtures"), "*.npz").Order(StringComparer.Ordinal).Select(File.ReadAllBytes),
    ];

    public static IReadOnlyList<IReadOnlyList<(string Name, byte[] Content)>> Sets { get; } = [Own(), .. Files.Select(Unpack)];

    private static (string Name, byte[] Content)[] Own() =>
    [
        ("x", ArchiveMutator.Npy(ArchiveMutator.Header("<f4", "(12, 4)"), [.. MemoryMarshal.AsBytes<float>(Enumerable.Range(0, 48).Select(static i => i / 7f).ToArray())])),
        ("label", ArchiveMutator.Npy(ArchiveMutator.Header("<i8", "(12,)"), [.. MemoryMarshal.AsBytes<long>(Enumerable.Range(0, 12).Select(static i => (long)(i % 3)).ToArray())])),
        ("person", ArchiveMutator.Npy(ArchiveMutator.Header("<U2", "(12,)"), [.. MemoryMarshal.AsBytes<int>(Enumerable.Range(0, 24).Select(static i => 'a' + (i / 4)).ToArray())])),
    ];

    private static IReadOnlyList<(string Name, byte[] Content)> Unpack(byte[] file)
    {
        using var archive = new ZipArchive(new MemoryStream(file));
        return
        [
            .. archive.Entries.Select(static entry =>
            {
                using var stream = entry.Open();
                using var content = new MemoryStream();
                stream.CopyTo(content);
                return (entry.Name[..^".npy".Length], content.ToArray());
            }),
        ];
    }
}
