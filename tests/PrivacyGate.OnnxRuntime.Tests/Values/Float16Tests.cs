namespace Microsoft.ML.OnnxRuntime.Tests.Values;

public class Float16Tests
{
    // IEEE 754 binary16: the standard's own landmarks.
    [Theory]
    [InlineData(0x0000, 0f)]
    [InlineData(0x3C00, 1f)]
    [InlineData(0xC000, -2f)]
    [InlineData(0x3555, 0.33325195f)]
    [InlineData(0x7BFF, 65504f)]
    [InlineData(0x0400, 6.1035156e-05f)]
    [InlineData(0x0001, 5.9604645e-08f)]
    [InlineData(0x7C00, float.PositiveInfinity)]
    public void Bits_stand_for_the_numbers_of_the_standard(int bits, float number)
    {
        Assert.Equal(number, new Float16((ushort)bits).ToFloat());
        Assert.Equal((ushort)bits, ((Float16)number).value);
    }

    [Theory]
    [InlineData(2049f, 2048f)]
    [InlineData(2051f, 2052f)]
    [InlineData(65520f, float.PositiveInfinity)]
    [InlineData(2.9e-08f, 0f)]
    public void Rounding_goes_to_the_nearest_and_ties_to_even(float number, float rounded) =>
        Assert.Equal(rounded, (float)(Float16)number);

    [Fact]
    public void Every_number_survives_the_way_to_float_and_back()
    {
        for (var bits = 0; bits <= ushort.MaxValue; bits++)
        {
            var number = new Float16((ushort)bits);
            if (!float.IsNaN((float)number))
            {
                Assert.Equal(number.value, ((Float16)(float)number).value);
            }
        }
    }

    [Fact]
    public void Order_and_equality_are_those_of_the_numbers()
    {
        var (low, high) = ((Float16)(-1.5f), (Float16)2f);
        Assert.True(low < high && high > low && low <= high && high >= low && low != high);
        Assert.Equal(-1, low.CompareTo(high));
        Assert.True(new Float16(0x8000) == new Float16(0x0000));
        Assert.True(new Float16(0x7E00) != new Float16(0x7E00));
        Assert.Equal("-1.5", low.ToString());
    }
}
