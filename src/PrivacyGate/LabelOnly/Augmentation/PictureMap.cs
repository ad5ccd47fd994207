namespace PrivacyGate.LabelOnly.Augmentation;

/// <summary>For each point of a changed picture, the four points of the picture as it is that it lies between. Worked out once for all records.</summary>
/// <remarks>What lies outside takes the value of the nearest edge.</remarks>
internal sealed class PictureMap
{
    private readonly Corners[] corners;

    public PictureMap(PictureChange change, PictureLayout layout) =>
        corners = [.. Enumerable.Range(0, layout.Height * layout.Width).Select(point => Of(change, layout, point))];

    /// <summary>The value at a point of the changed picture, bilinear: exactly that of the source where it is a point itself.</summary>
    public double Value(ReadOnlySpan<double> picture, PictureLayout layout, int plane, int point, int channel)
    {
        ref readonly var from = ref corners[point];
        var above = picture[layout.Cell(plane, from.AboveLeft, channel)];
        if (from is { Down: 0, Right: 0 })
        {
            return above;
        }

        var below = picture[layout.Cell(plane, from.BelowLeft, channel)];
        above += from.Right * (picture[layout.Cell(plane, from.AboveRight, channel)] - above);
        below += from.Right * (picture[layout.Cell(plane, from.BelowRight, channel)] - below);
        return above + (from.Down * (below - above));
    }

    private static Corners Of(PictureChange change, PictureLayout layout, int point)
    {
        (var y, var x) = change.Source(point / layout.Width, point % layout.Width, layout.Height, layout.Width);
        y = Math.Clamp(y, 0, layout.Height - 1);
        x = Math.Clamp(x, 0, layout.Width - 1);
        (var top, var left) = ((int)y, (int)x);
        (var bottom, var right) = (Math.Min(top + 1, layout.Height - 1), Math.Min(left + 1, layout.Width - 1));
        return new Corners(
            (top * layout.Width) + left, (top * layout.Width) + right, (bottom * layout.Width) + left, (bottom * layout.Width) + right, y - top, x - left);
    }

    /// <param name="AboveLeft">A point, as its three neighbours.</param>
    /// <param name="AboveRight">One further right, or the same at the edge.</param>
    /// <param name="BelowLeft">One further down, or the same at the edge.</param>
    /// <param name="BelowRight">Both.</param>
    /// <param name="Down">Share of the way down, in [0, 1).</param>
    /// <param name="Right">Share of the way to the right, in [0, 1).</param>
    private readonly record struct Corners(int AboveLeft, int AboveRight, int BelowLeft, int BelowRight, double Down, double Right);
}

/// <summary>A picture moved: mirrored, then turned about its middle, then shifted.</summary>
/// <param name="Down">Points it moves down.</param>
/// <param name="Right">Points it moves to the right.</param>
/// <param name="Degrees">How far it turns clockwise.</param>
/// <param name="Mirrored">Whether left and right are exchanged.</param>
internal readonly record struct PictureChange(int Down, int Right, double Degrees, bool Mirrored)
{
    private const double DegreesATurn = 5;

    /// <summary>Every shift by <paramref name="length"/> points in all, counted along the axes: four for each point of it.</summary>
    public static PictureChange[] Shifts(int length) =>
    [
        .. from down in Enumerable.Range(-length, (2 * length) + 1)
           from right in new[] { length - Math.Abs(down), Math.Abs(down) - length }.Distinct()
           where length > 0
           select new PictureChange(down, right, 0, false),
    ];

    /// <summary>Some turns to either side, each five degrees further than the one before.</summary>
    public static PictureChange[] Turns(int aSide) =>
    [
        .. from turn in Enumerable.Range(1, aSide)
           from side in new[] { -1, 1 }
           select new PictureChange(0, 0, side * turn * DegreesATurn, false),
    ];

    public static PictureChange[] Mirror() => [new PictureChange(0, 0, 0, true)];

    /// <summary>Where in a picture the point comes from that stands at a place of the changed one; it may lie outside and between points.</summary>
    public (double Y, double X) Source(int y, int x, int height, int width)
    {
        (var middleY, var middleX) = ((height - 1) / 2.0, (width - 1) / 2.0);
        (var fromY, var fromX) = (y - Down - middleY, x - Right - middleX);
        (var sine, var cosine) = Math.SinCos(Degrees * Math.PI / 180);
        var sourceX = (cosine * fromX) + (sine * fromY);
        return (middleY + (cosine * fromY) - (sine * fromX), middleX + (Mirrored ? -sourceX : sourceX));
    }
}
