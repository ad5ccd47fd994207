namespace PrivacyGate.LabelOnly.Augmentation;

/// <summary>Where the points of a picture stand in a record's row of values.</summary>
/// <param name="Planes">Pictures one after the other, such as the channels of [C,H,W].</param>
/// <param name="Height">Points from top to bottom.</param>
/// <param name="Width">Points from left to right.</param>
/// <param name="Interleaved">Values a point, the channels of [H,W,C].</param>
internal sealed record PictureLayout(int Planes, int Height, int Width, int Interleaved)
{
    /// <summary>The last axis is taken for channels up to here: grey, grey and alpha, colour, colour and alpha.</summary>
    private const int MostInterleaved = 4;

    /// <summary>Below this a side is no side of a picture: two axes of which one is that short are a table's columns.</summary>
    private const int ShortestSide = 3;

    /// <summary>Cells a record.</summary>
    public int Cells => Planes * Height * Width * Interleaved;

    /// <summary>[H,W], [C,H,W] or [H,W,C], whatever stands before being more pictures; null where the last axes are too short to be moved along.</summary>
    public static PictureLayout? Of(IReadOnlyList<int> shape)
    {
        var axes = shape.Count;
        var interleaved = axes > 2 && shape[axes - 1] <= MostInterleaved && shape[axes - 3] > MostInterleaved;
        var last = interleaved ? axes - 2 : axes - 1;
        if (last < 1 || Math.Min(shape[last - 1], shape[last]) < ShortestSide)
        {
            return null;
        }

        var planes = shape.Take(last - 1).Aggregate(1, static (product, axis) => product * axis);
        return new PictureLayout(planes, shape[last - 1], shape[last], interleaved ? shape[axes - 1] : 1);
    }

    public int Cell(int plane, int point, int channel) => (((plane * Height * Width) + point) * Interleaved) + channel;
}
