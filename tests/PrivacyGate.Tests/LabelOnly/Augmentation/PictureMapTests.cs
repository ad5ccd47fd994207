using PrivacyGate.LabelOnly.Augmentation;

namespace PrivacyGate.Tests.LabelOnly.Augmentation;

/// <summary>What pictures become, point by point.</summary>
public class PictureMapTests
{
    private static readonly double[] Nine = [1, 2, 3, 4, 5, 6, 7, 8, 9];

    private static double[] Changed(PictureChange change, double[] picture, PictureLayout layout)
    {
        var map = new PictureMap(change, layout);
        return
        [
            .. from plane in Enumerable.Range(0, layout.Planes)
               from point in Enumerable.Range(0, layout.Height * layout.Width)
               from channel in Enumerable.Range(0, layout.Interleaved)
               select map.Value(picture, layout, plane, point, channel),
        ];
    }

    private static double[] ChangedNine(PictureChange change) => Changed(change, Nine, new PictureLayout(1, 3, 3, 1));

    [Fact]
    public void A_shift_moves_every_point_and_fills_from_the_edge()
    {
        Assert.Equal([1, 1, 2, 4, 4, 5, 7, 7, 8], ChangedNine(new PictureChange(0, 1, 0, false)));
        Assert.Equal([2, 3, 3, 5, 6, 6, 8, 9, 9], ChangedNine(new PictureChange(0, -1, 0, false)));
        Assert.Equal([1, 2, 3, 1, 2, 3, 4, 5, 6], ChangedNine(new PictureChange(1, 0, 0, false)));
        Assert.Equal([7, 8, 9, 7, 8, 9, 7, 8, 9], ChangedNine(new PictureChange(-5, 0, 0, false)));
    }

    [Fact]
    public void Shifts_are_exact_for_any_values_and_sides()
    {
        var random = new Random(3);
        var layout = new PictureLayout(2, 5, 8, 3);
        double[] picture = [.. Enumerable.Range(0, layout.Cells).Select(_ => (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-20, 20)))];
        foreach (var shift in PictureChange.Shifts(2))
        {
            var changed = Changed(shift, picture, layout);
            for (var cell = 0; cell < layout.Cells; cell++)
            {
                (var channel, var x, var y, var plane) = (cell % 3, cell / 3 % 8, cell / 24 % 5, cell / 120);
                var from = (((((plane * 5) + Math.Clamp(y - shift.Down, 0, 4)) * 8) + Math.Clamp(x - shift.Right, 0, 7)) * 3) + channel;
                Assert.Equal(picture[from], changed[cell]);
            }
        }
    }

    [Theory]
    [InlineData(3, 3)]
    [InlineData(4, 7)]
    [InlineData(28, 28)]
    [InlineData(33, 6)]
    public void A_turn_by_nothing_is_the_picture_as_it_is(int height, int width)
    {
        var picture = Array.ConvertAll(Tables.Normals(height * width, seed: 1), static value => (double)value);
        Assert.Equal(picture, Changed(new PictureChange(0, 0, 0, false), picture, new PictureLayout(1, height, width, 1)));
    }

    [Fact]
    public void A_quarter_turn_is_clockwise_and_mirroring_exchanges_left_and_right()
    {
        var turned = ChangedNine(new PictureChange(0, 0, 90, false));
        Assert.All(turned.Zip([7.0, 4, 1, 8, 5, 2, 9, 6, 3]), static pair => Assert.Equal(pair.Second, pair.First, 1e-12));
        Assert.Equal([3, 2, 1, 6, 5, 4, 9, 8, 7], ChangedNine(new PictureChange(0, 0, 0, true)));
    }

    /// <summary>Bilinear values of a slope are those of the slope.</summary>
    [Fact]
    public void A_turned_slope_is_a_slope_turned()
    {
        var layout = new PictureLayout(1, 21, 21, 1);
        double[] slope = [.. Enumerable.Range(0, layout.Cells).Select(static point => (3.0 * (point / 21 - 10)) - (2 * (point % 21 - 10)))];
        var turned = Changed(new PictureChange(0, 0, 15, false), slope, layout);
        (var sine, var cosine) = Math.SinCos(15 * Math.PI / 180);
        for (var y = -7; y <= 7; y++)
        {
            for (var x = -7; x <= 7; x++)
            {
                var expected = (3 * ((cosine * y) - (sine * x))) - (2 * ((cosine * x) + (sine * y)));
                Assert.Equal(expected, turned[((y + 10) * 21) + x + 10], 1e-9);
            }
        }
    }

    [Fact]
    public void There_are_four_shifts_a_point_and_two_turns_a_step()
    {
        for (var length = 0; length < 5; length++)
        {
            var shifts = PictureChange.Shifts(length);
            Assert.Equal(4 * length, shifts.Distinct().Count());
            Assert.Equal(4 * length, shifts.Length);
            Assert.All(shifts, shift => Assert.Equal(length, Math.Abs(shift.Down) + Math.Abs(shift.Right)));
        }

        Assert.Equal([-5, 5, -10, 10], PictureChange.Turns(2).Select(static turn => turn.Degrees));
        Assert.Empty(PictureChange.Turns(0));
    }

    [Theory]
    [InlineData(new[] { 28, 28 }, 1, 28, 28, 1)]
    [InlineData(new[] { 1, 28, 28 }, 1, 28, 28, 1)]
    [InlineData(new[] { 3, 32, 24 }, 3, 32, 24, 1)]
    [InlineData(new[] { 32, 24, 3 }, 1, 32, 24, 3)]
    [InlineData(new[] { 28, 28, 1 }, 1, 28, 28, 1)]
    [InlineData(new[] { 64, 8, 9 }, 64, 8, 9, 1)]
    [InlineData(new[] { 5, 3, 8, 9 }, 15, 8, 9, 1)]
    [InlineData(new[] { 5, 8, 9, 3 }, 5, 8, 9, 3)]
    public void Axes_are_read_as_channels_and_sides(int[] shape, int planes, int height, int width, int interleaved) =>
        Assert.Equal(new PictureLayout(planes, height, width, interleaved), PictureLayout.Of(shape));

    [Theory]
    [InlineData(new[] { 30 })]
    [InlineData(new[] { 1, 30 })]
    [InlineData(new[] { 30, 2 })]
    [InlineData(new[] { 1, 1, 30 })]
    public void A_row_of_values_is_no_picture(int[] shape) => Assert.Null(PictureLayout.Of(shape));
}
