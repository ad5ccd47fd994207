using PrivacyGate.LabelOnly.Boundary.Points;
using PrivacyGate.LabelOnly.Queries;

namespace PrivacyGate.LabelOnly.Boundary.WhiteBox;

/// <summary>
/// The Euclidean attack of Carlini and Wagner (2017): the shortest change d that brings the margin f to 0, found by Adam on
/// |d|^2 + c max(f, 0), with c searched by halving between values that do and do not reach another class. It starts on the
/// boundary instead of at the record, and points are cut to the ranges of the data instead of changing variables.
/// </summary>
internal sealed class CarliniWagner(LabelQuestions questions, BoundaryPoints points, MarginSlopes slopes)
{
    private const int Steps = 10;
    private const double FirstMoment = 0.9;
    private const double SecondMoment = 0.999;
    private const double SmallestRoot = 1e-12;

    /// <summary>Length of a step as a share of the distance, were all coordinates to move alike.</summary>
    private const double Rate = 0.05;

    /// <summary>First c, in units of what balances both terms on a straight boundary: 2 distance / slope.</summary>
    private const double FirstWeight = 2;

    private readonly float[] places = points.NewRows();
    private readonly float[] means = points.NewRows();
    private readonly float[] squares = points.NewRows();
    private readonly float[] found = points.NewRows();
    private readonly double[] foundLength = new double[points.Count];
    private readonly double[] weight = new double[points.Count];
    private readonly double[] tooLow = new double[points.Count];
    private readonly double[] enough = new double[points.Count];

    /// <summary>Ten steps of Adam from each boundary point; what came nearer is asked about and searched back from.</summary>
    /// <returns>False when the time was up.</returns>
    public bool Descend(int[] met)
    {
        Array.Clear(means);
        Array.Clear(squares);
        foreach (var i in met)
        {
            points.Boundary(i).CopyTo(points.Row(places, i));
            foundLength[i] = double.PositiveInfinity;
        }

        for (var step = 1; step <= Steps; step++)
        {
            var now = step;
            if (slopes.Ask(met, (i, point) => points.Row(places, i).CopyTo(point), GradientQuestions.BestRival) is not { } asked)
            {
                return false;
            }

            questions.ForEach(asked.Length, k => Move(asked[k], now));
        }

        foreach (var i in met)
        {
            (double.IsFinite(foundLength[i]) ? ref enough[i] : ref tooLow[i]) = weight[i];
            weight[i] = enough[i] > 0 ? (enough[i] + tooLow[i]) / 2 : 2 * weight[i];
        }

        int[] nearer = [.. met.Where(i => foundLength[i] < points.Distance(i))];
        var kept = points.Keep(nearer, (i, point) => points.Row(found, i).CopyTo(point));
        return kept is not null && points.Return([.. nearer.Where((_, k) => !kept[k])], found);
    }

    private void Move(int i, int step)
    {
        var place = points.Row(places, i);
        var origin = points.Origin(i);
        var length = slopes.Margin(i) < 0 ? PointArithmetic.Distance(origin, place, BoundaryNorm.Euclidean) : double.PositiveInfinity;
        if (length < foundLength[i])
        {
            foundLength[i] = length;
            place.CopyTo(points.Row(found, i));
        }

        if (weight[i] == 0)
        {
            weight[i] = FirstWeight * 2 * points.Distance(i) / slopes.Steepness(i);
        }

        var rate = Rate * points.Distance(i) / Math.Sqrt(place.Length) * Math.Sqrt(1 - Math.Pow(SecondMoment, step)) / (1 - Math.Pow(FirstMoment, step));
        Adam(i, rate, slopes.Margin(i) > 0 ? weight[i] : 0);
    }

    private void Adam(int i, double rate, double pull)
    {
        var place = points.Row(places, i);
        var origin = points.Origin(i);
        var slope = slopes.Slope(i);
        var mean = points.Row(means, i);
        var square = points.Row(squares, i);
        for (var j = 0; j < place.Length; j++)
        {
            var gradient = (2 * (place[j] - origin[j])) + (pull * slope[j]);
            mean[j] = (float)((FirstMoment * mean[j]) + ((1 - FirstMoment) * gradient));
            square[j] = (float)((SecondMoment * square[j]) + ((1 - SecondMoment) * gradient * gradient));
            var moved = place[j] - (rate * mean[j] / (Math.Sqrt(square[j]) + SmallestRoot));
            place[j] = (float)Math.Clamp(moved, points.Coordinates.Low[j], points.Coordinates.High[j]);
        }
    }
}
