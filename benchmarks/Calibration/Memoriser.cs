namespace PrivacyGate.Calibration;

/// <summary>
/// A model that remembers its members: the score of a class is the logarithm of a sum of kernels around the members of
/// that class. It was made for standardised columns in their own order.
/// </summary>
/// <param name="Members">Its training records, standardised.</param>
/// <param name="Labels">Their classes.</param>
internal sealed record Memoriser(double[][] Members, int[] Labels)
{
    public const int Columns = 8;
    public const int Classes = 4;

    /// <summary>Narrow enough that a member's own kernel outweighs its neighbours'.</summary>
    private const double Width = 0.7;

    /// <summary>As read from a data base: years, money, counts.</summary>
    private static readonly (double Mean, double Deviation)[] Raw = [(47, 15), (51_000, 21_000), (9_000, 5_000), (4, 1.5), (2.6, 2.1), (26, 4), (102, 17), (66, 5)];

    /// <summary>Records of which the label can partly be told.</summary>
    public static (double[] Row, int Label) Record(Draw draw)
    {
        double[] row = [.. Enumerable.Range(0, Columns).Select(_ => draw.Normal())];
        var risk = (row[0] + row[1] - row[2] + (0.5 * row[3]) + (2 * draw.Normal())) / Math.Sqrt(7.25);
        return (row, risk < -0.674 ? 0 : risk < 0 ? 1 : risk < 0.674 ? 2 : 3);
    }

    public static double[] Unscaled(double[] row) => [.. row.Select(static (value, column) => Raw[column].Mean + (Raw[column].Deviation * value))];

    public double[] Logits(ReadOnlySpan<float> row)
    {
        var exponents = new double[Members.Length];
        var top = double.NegativeInfinity;
        for (var i = 0; i < Members.Length; i++)
        {
            double squares = 0;
            for (var column = 0; column < Columns; column++)
            {
                var apart = row[column] - Members[i][column];
                squares += apart * apart;
            }

            exponents[i] = -squares / (2 * Width * Width);
            top = Math.Max(top, exponents[i]);
        }

        var sums = new double[Classes];
        Array.Fill(sums, 1e-6);
        for (var i = 0; i < Members.Length; i++)
        {
            sums[Labels[i]] += Math.Exp(exponents[i] - top);
        }

        return Array.ConvertAll(sums, Math.Log);
    }
}
