using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;

namespace PrivacyGate.Onnx.Tests.Support;

/// <summary>Reads little-endian C-ordered arrays of an .npz file: enough for oracles.</summary>
internal static class Npy
{
    public static T[] Read<T>(string npz, string name)
        where T : struct
    {
        using var zip = ZipFile.OpenRead(npz);
        using var stream = zip.GetEntry(name + ".npy")!.Open();
        using MemoryStream memory = new();
        stream.CopyTo(memory);
        var bytes = memory.ToArray();
        int header = BitConverter.ToUInt16(bytes, 8);
        Assert.Contains("'fortran_order': False", Encoding.ASCII.GetString(bytes, 10, header), StringComparison.Ordinal);
        return MemoryMarshal.Cast<byte, T>(bytes.AsSpan(10 + header)).ToArray();
    }
}
