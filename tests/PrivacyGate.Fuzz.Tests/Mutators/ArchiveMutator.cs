using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace PrivacyGate.Fuzz.Tests.Mutators;

/// <summary>Changes arrays of an .npz one by one: header, numbers, name, way of packing; the archive around them stays whole.</summary>
internal static class ArchiveMutator
{
    private const int HeaderStart = 10;

    private static readonly string[] Types = ["<f4", ">f4", "<f8", "<f2", "<i8", ">i2", "|u1", "|b1", "<U3", "|S4", "<U0", "<U2000000000", "<c16", "|O", "<M8[ns]", "f4", "<f3", "=f8", ""];

    private static readonly string[] Shapes =
        ["()", "(0,)", "(1,)", "(2,)", "(-1,)", "(3, 4)", "(4, 3)", "(2, 0)", "(1, 1, 1, 1, 1, 1, 1, 1, 1)", "(9223372036854775807,)", "(4294967296, 4294967296)", "(1000000000,)", "(2.0,)", "(2", "2", "(True,)"];

    private static readonly string[] Names = ["", "x", "label", "../x", "x.npy", "a\nb", "\u202e", "features", new('n', 300)];

    public static byte[] Mutate(IReadOnlyList<(string Name, byte[] Content)> arrays, Random random)
    {
        var changed = arrays.ToList();
        for (var edits = random.Edits(2); edits > 0 && changed.Count > 0; edits--)
        {
            Edit(changed, random);
        }

        return Zip(changed, random.Next(2) == 0 ? CompressionLevel.NoCompression : CompressionLevel.Fastest);
    }

    public static byte[] Zip(IEnumerable<(string Name, byte[] Content)> arrays, CompressionLevel level)
    {
        using var memory = new MemoryStream();
        using (var archive = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in arrays)
            {
                using var stream = archive.CreateEntry(name + ".npy", level).Open();
                stream.Write(content);
            }
        }

        return memory.ToArray();
    }

    /// <summary>An array as numpy writes it, format 1.0.</summary>
    public static byte[] Npy(string header, byte[] numbers) =>
        [0x93, .. "NUMPY"u8, 1, 0, (byte)(header.Length & 255), (byte)(header.Length >> 8), .. Encoding.UTF8.GetBytes(header), .. numbers];

    public static string Header(string type, string shape, string fortran = "False") => $"{{'descr': '{type}', 'fortran_order': {fortran}, 'shape': {shape}, }}\n";

    private static void Edit(List<(string Name, byte[] Content)> arrays, Random random)
    {
        var at = random.Next(arrays.Count);
        var (name, content) = arrays[at];
        if (content.Length < HeaderStart)
        {
            arrays.RemoveAt(at);
            return;
        }

        switch (random.Next(7))
        {
            case 0:
                arrays.RemoveAt(at);
                break;
            case 1:
                arrays.Insert(random.Next(arrays.Count + 1), (random.Next(2) == 0 ? name : random.Pick(Names), content));
                break;
            case 2:
                arrays[at] = (random.Pick(Names), content);
                break;
            case 3:
                arrays[at] = (name, content[..random.Next(content.Length + 1)]);
                break;
            case 4:
                arrays[at] = (name, ByteMutator.Mutate(content, content, random));
                break;
            case 5:
                var header = ByteMutator.Mutate(content[HeaderStart..Start(content)], content[..HeaderStart], random);
                arrays[at] = (name, [.. content[..8], (byte)(header.Length & 255), (byte)(header.Length >> 8), .. header, .. content[Start(content)..]]);
                break;
            default:
                arrays[at] = (name, Npy(Header(random.Pick(Types), random.Next(3) == 0 ? Shape(random) : random.Pick(Shapes), random.Pick(["False", "True", "0", "None"])), content[Start(content)..]));
                break;
        }
    }

    private static string Shape(Random random) => string.Create(CultureInfo.InvariantCulture, $"({random.Next(30)}, {random.Next(6)})");

    private static int Start(byte[] content) => Math.Min(content.Length, HeaderStart + content[8] + (content[9] << 8));
}
