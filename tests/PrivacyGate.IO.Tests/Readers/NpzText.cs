using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;

namespace PrivacyGate.IO.Tests.Readers;

/// <summary>Writes .npz files for the properties: the inverse of the reader, held against numpy's own files by NpzReaderTests.</summary>
internal static class NpzText
{
    public static byte[] Zip(CompressionLevel level, params (string Name, byte[] Content)[] arrays)
    {
        using var memory = new MemoryStream();
        using (var archive = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (array, content) in arrays)
            {
                using var stream = archive.CreateEntry(array + ".npy", level).Open();
                stream.Write(content);
            }
        }

        return memory.ToArray();
    }

    public static byte[] Npy<T>(string type, string shape, T[] values)
        where T : unmanaged
    {
        var header = $"{{'descr': '{type}', 'fortran_order': False, 'shape': {shape}, }}\n";
        return [0x93, .. "NUMPY"u8, 1, 0, (byte)(header.Length & 255), (byte)(header.Length >> 8), .. Encoding.ASCII.GetBytes(header), .. MemoryMarshal.AsBytes(values.AsSpan())];
    }
}
