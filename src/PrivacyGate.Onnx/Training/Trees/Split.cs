namespace PrivacyGate.Onnx.Training.Trees;

/// <summary>A way to part the records of a node.</summary>
/// <param name="Feature">The feature asked about.</param>
/// <param name="Threshold">Records at most at it go to the true side.</param>
/// <param name="Gain">What it wins; the more the better.</param>
internal readonly record struct Split(int Feature, float Threshold, double Gain)
{
    /// <summary>Moves the records of the true side to the front, keeping their order on both sides.</summary>
    /// <returns>How many there are.</returns>
    public int Part(Span<int> rows, float[] values, Span<int> scratch)
    {
        var front = 0;
        var back = 0;
        foreach (var row in rows)
        {
            if (values[row] <= Threshold)
            {
                rows[front++] = row;
            }
            else
            {
                scratch[back++] = row;
            }
        }

        scratch[..back].CopyTo(rows[front..]);
        return front;
    }
}
