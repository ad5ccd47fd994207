using System.Text;

namespace PrivacyGate.Package.Tests.Infrastructure;

/// <summary>Writes protobuf by hand, as the format's page describes it.</summary>
internal static class OnnxBytes
{
    /// <summary>
    /// A model with one tensor more, whose values lie in another file. A message that is given twice is merged, so the
    /// tensor's graph can stand behind the model.
    /// </summary>
    public static byte[] WithWeights(byte[] model, string location)
    {
        byte[] tensor =
        [
            .. Number(1, 4), .. Number(2, 1), .. Bytes(8, "beside"u8.ToArray()),
            .. Bytes(13, [.. Bytes(1, "location"u8.ToArray()), .. Bytes(2, Encoding.UTF8.GetBytes(location))]), .. Number(14, 1),
        ];
        return [.. model, .. Bytes(7, Bytes(5, tensor))];
    }

    /// <summary>A field that holds bytes: of the second kind.</summary>
    public static byte[] Bytes(int field, byte[] content) => [.. Varint((field << 3) | 2), .. Varint(content.Length), .. content];

    public static byte[] Number(int field, int value) => [.. Varint(field << 3), .. Varint(value)];

    private static byte[] Varint(int value) => value < 0x80 ? [(byte)value] : [(byte)(value | 0x80), .. Varint(value >> 7)];
}
