namespace PrivacyGate.LabelOnly.Augmentation;

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
        (double middleY, double middleX) = ((height - 1) / 2.0, (width - 1) / 2.0);
        (double fromY, double fromX) = (y - Down - middleY, x - Right - middleX);
        (double sine, double cosine) = Math.SinCos(Degrees * Math.PI / 180);
        double sourceX = (cosine * fromX) + (sine * fromY);
        return (middleY + (cosine * fromY) - (sine * fromX), middleX + (Mirrored ? -sourceX : sourceX));
    }
}
