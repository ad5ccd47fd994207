namespace PrivacyGate.Onnx.Training.Nodes;

/// <summary>Rows of numbers, one a record.</summary>
/// <param name="Values">(<paramref name="Count"/> x <paramref name="Width"/>), row-major.</param>
/// <param name="Count">Rows.</param>
/// <param name="Width">Numbers a row.</param>
internal sealed record NumberRows(float[] Values, int Count, int Width)
{
    public ReadOnlySpan<float> Row(int row) => Values.AsSpan(row * Width, Width);

    /// <summary>The numbers by column.</summary>
    public float[][] Columns()
    {
        var columns = new float[Width][];
        for (var column = 0; column < Width; column++)
        {
            columns[column] = new float[Count];
            for (var row = 0; row < Count; row++)
            {
                columns[column][row] = Values[(row * Width) + column];
            }
        }

        return columns;
    }
}
