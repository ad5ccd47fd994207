using PrivacyGate.LabelOnly.Boundary.Points;

namespace PrivacyGate.LabelOnly.Boundary.WhiteBox;

/// <summary>The margin at one point a record, and how it changes there with each coordinate.</summary>
internal sealed class MarginSlopes(GradientQuestions gradients, BoundaryPoints points)
{
    private readonly float[] slopes = points.NewRows();
    private readonly int[] rivals = new int[points.Count];
    private readonly double[] margins = new double[points.Count];

    /// <summary>The own class's score less the rival's where the record was last asked about.</summary>
    public double Margin(int place) => margins[place];

    public Span<float> Slope(int place) => points.Row(slopes, place);

    /// <summary>The slope's Euclidean length.</summary>
    public double Steepness(int place)
    {
        double squares = 0;
        foreach (var value in Slope(place))
        {
            squares += (double)value * value;
        }

        return Math.Sqrt(squares);
    }

    /// <summary>Asks about one point for each of some records.</summary>
    /// <param name="asked">Which.</param>
    /// <param name="fill">Writes the point.</param>
    /// <param name="rival">The class to head for, by its number or its rank as <see cref="GradientQuestions.BestRival"/>; null for the one last headed for.</param>
    /// <returns>Those that had the queries for it and have a slope; null when the time was up.</returns>
    public int[]? Ask(int[] asked, PointProbes.Fill fill, int? rival = null)
    {
        int[] able = [.. asked.Where(place => points.Ledger.Left(place) >= GradientQuestions.QueriesAMargin)];
        Array.ForEach(able, place => points.Ledger.Spend(place, GradientQuestions.QueriesAMargin));
        var probes = new PointProbes(points.Coordinates, Array.ConvertAll(able, points.Record), (probe, point) => fill(able[probe], point));
        var inTime = gradients.Ask(probes, probe => rival ?? rivals[able[probe]], (probe, headedFor, margin, gradient) =>
        {
            var place = able[probe];
            points.Coordinates.ReadSlope(gradient, Slope(place));
            (rivals[place], margins[place]) = (headedFor, margin);
        });
        return inTime ? [.. able.Where(place => Steepness(place) > 0)] : null;
    }
}
