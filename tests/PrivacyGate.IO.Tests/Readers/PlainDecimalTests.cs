using System.Globalization;
using System.Text;
using PrivacyGate.IO.Readers;

namespace PrivacyGate.IO.Tests.Readers;

/// <summary>The fast way must give the library's bits, or stand back.</summary>
public sealed class PlainDecimalTests
{
    [Theory]
    [InlineData("0")]
    [InlineData("-0")]
    [InlineData("-0.0")]
    [InlineData("5.")]
    [InlineData(".5")]
    [InlineData("007")]
    [InlineData("123456789012345")]
    [InlineData("16777217")]
    [InlineData("16777219")]
    [InlineData("33554434.0000001")]
    [InlineData("0.00000000000001")]
    [InlineData("1.00000005960464")]
    [InlineData("-999999999999.999")]
    public void A_plain_decimal_has_the_librarys_bits(string text)
    {
        var utf8 = Encoding.ASCII.GetBytes(text);

        Assert.True(PlainDecimal.TryRead(utf8, out var number));
        Assert.Equal(BitConverter.DoubleToInt64Bits(double.Parse(text, CultureInfo.InvariantCulture)), BitConverter.DoubleToInt64Bits(number));
        if (PlainDecimal.TryRead(utf8, out float single))
        {
            Assert.Equal(BitConverter.SingleToInt32Bits(float.Parse(text, CultureInfo.InvariantCulture)), BitConverter.SingleToInt32Bits(single));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("--1")]
    [InlineData("1.2.3")]
    [InlineData("1e5")]
    [InlineData("+1")]
    [InlineData(" 1")]
    [InlineData("1,5")]
    [InlineData("1234567890123456")]
    [InlineData("99999999999999999999999999")]
    [InlineData("NaN")]
    public void Everything_else_is_left_to_the_library(string text) =>
        Assert.False(PlainDecimal.TryRead(Encoding.ASCII.GetBytes(text), out var _));

    [Fact]
    public void Half_a_million_random_decimals_have_the_librarys_bits()
    {
        var random = new Random(3);
        Span<byte> text = stackalloc byte[20];
        for (var i = 0; i < 500_000; i++)
        {
            var digits = random.Next(1, 16);
            var point = random.Next(-1, digits + 1);
            var length = 0;
            if (random.Next(2) == 0)
            {
                text[length++] = (byte)'-';
            }

            for (var d = 0; d < digits; d++)
            {
                if (d == point)
                {
                    text[length++] = (byte)'.';
                }

                text[length++] = (byte)('0' + random.Next(10));
            }

            var written = text[..length];
            Assert.True(PlainDecimal.TryRead(written, out var number));
            Assert.True(BitConverter.DoubleToInt64Bits(double.Parse(written, CultureInfo.InvariantCulture)) == BitConverter.DoubleToInt64Bits(number), Encoding.ASCII.GetString(written));
            if (PlainDecimal.TryRead(written, out float single))
            {
                Assert.True(BitConverter.SingleToInt32Bits(float.Parse(written, CultureInfo.InvariantCulture)) == BitConverter.SingleToInt32Bits(single), Encoding.ASCII.GetString(written));
            }
        }
    }

    [Fact]
    public void Decimals_that_touch_the_middle_between_two_floats_have_the_librarys_bits()
    {
        // Middles of neighbouring floats written with 15 digits: the numbers a careless cast rounds twice.
        var random = new Random(4);
        for (var i = 0; i < 200_000; i++)
        {
            var lower = (float)(random.NextDouble() * 1000);
            var text = (((double)lower + MathF.BitIncrement(lower)) / 2).ToString("G15", CultureInfo.InvariantCulture);
            var utf8 = Encoding.ASCII.GetBytes(text);
            if (PlainDecimal.TryRead(utf8, out float single))
            {
                Assert.True(float.Parse(text, CultureInfo.InvariantCulture) == single, text);
            }
        }
    }
}
