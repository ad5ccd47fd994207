using System.Numerics;
using System.Runtime.CompilerServices;

namespace PrivacyGate.IO.Readers;

/// <summary>
/// Reads the numbers data files are full of (an optional minus, at most 15 digits, perhaps a point) several times faster
/// than the library, and to the same bit: below 2^53 the digits are one exact double, a power of ten up to 10^22 is
/// another, and one division of the two rounds once (Clinger, "How to read floating point numbers accurately", 1990).
/// Everything else is left to the library.
/// </summary>
internal static class PlainDecimal
{
    private const int MostDigits = 15;

    /// <summary>Bits of a double that a float drops; when they are 1000... the double may stand for a number on either side of the middle.</summary>
    private const ulong DroppedBits = 0x1FFF_FFFF;
    private const ulong Middle = 0x1000_0000;

    private static readonly double[] PowersOfTen = [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryRead<T>(ReadOnlySpan<byte> text, out T value)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        var isRead = TryRead(text, out var number);
        value = T.CreateTruncating(number);

        // Below the smallest normal float more bits are dropped.
        return isRead && (typeof(T) == typeof(double) || ((BitConverter.DoubleToUInt64Bits(number) & DroppedBits) != Middle && (number == 0 || Math.Abs(number) > 1e-37)));
    }

    public static bool TryRead(ReadOnlySpan<byte> text, out double value)
    {
        value = 0;
        var isNegative = text.Length > 0 && text[0] == (byte)'-';
        var at = isNegative ? 1 : 0;
        var (digits, point, mantissa) = (0, -1, 0L);
        for (; at < text.Length; at++)
        {
            var digit = (uint)(text[at] - '0');
            if (digit <= 9)
            {
                mantissa = (mantissa * 10) + digit;
                digits++;
            }
            else if (text[at] == (byte)'.' && point < 0)
            {
                point = digits;
            }
            else
            {
                return false;
            }
        }

        // Too many digits may have overflowed the mantissa, but then it is not used.
        if (digits is 0 or > MostDigits)
        {
            return false;
        }

        var number = point < 0 ? mantissa : mantissa / PowersOfTen[digits - point];
        value = isNegative ? -number : number;
        return true;
    }
}
