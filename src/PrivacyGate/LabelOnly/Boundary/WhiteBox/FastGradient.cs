using PrivacyGate.LabelOnly.Boundary.Points;
using PrivacyGate.LabelOnly.Queries;

namespace PrivacyGate.LabelOnly.Boundary.WhiteBox;

/// <summary>
/// The fast gradient method (Goodfellow et al. 2015): from each record straight down the margin's gradient, by its sign
/// where the largest change counts, as far as would do for a straight boundary. Where one step does not reach another
/// class, the next is taken from where it ended (Kurakin et al. 2017). Afterwards the gradient is taken on the boundary
/// and the step repeated from the record: for a straight boundary that ends at its nearest point within the data's ranges.
/// </summary>
internal sealed class FastGradient(LabelQuestions questions, BoundaryPoints points, MarginSlopes slopes)
{
    private const int Steps = 6;
    private const int Doublings = 12;
    private const int Halvings = 20;

    /// <summary>How much further a step goes than would just do.</summary>
    private const double Overshoot = 1.1;

    /// <summary>First reach tried where no distance is known, in the coordinates' unit.</summary>
    private const double FirstReach = 1e-3;

    private readonly float[] places = points.NewRows();
    private readonly float[] directions = points.NewRows();

    /// <summary>Steps from each record towards a rival class until another class is met, at most six times, and searches back.</summary>
    /// <param name="asked">Which records.</param>
    /// <param name="rival">The rival's rank.</param>
    /// <returns>False when the time was up.</returns>
    public bool Meet(int[] asked, int rival)
    {
        foreach (var i in asked)
        {
            points.Origin(i).CopyTo(Place(i));
        }

        var open = asked;
        var found = new List<int>();
        for (var step = 0; step < Steps && open.Length > 0; step++)
        {
            open = slopes.Ask(open, (i, point) => Place(i).CopyTo(point), step == 0 ? rival : null);
            if (open is null)
            {
                return false;
            }

            var moving = open;
            questions.ForEach(moving.Length, k => Step(moving[k], Place(moving[k]), Place(moving[k])));
            var kept = points.Keep(moving, (i, point) => Place(i).CopyTo(point));
            if (kept is null)
            {
                return false;
            }

            found.AddRange(moving.Where((_, k) => !kept[k]));
            open = [.. moving.Where((_, k) => kept[k])];
        }

        return points.Return([.. found], places);
    }

    /// <summary>Steps from each record along the gradient at its boundary point, and searches back.</summary>
    /// <returns>False when the time was up.</returns>
    public bool Project(int[] met)
    {
        if (slopes.Ask(met, (i, point) => points.Boundary(i).CopyTo(point), GradientQuestions.BestRival) is not { } asked)
        {
            return false;
        }

        questions.ForEach(asked.Length, k => Step(asked[k], points.Origin(asked[k]), points.Boundary(asked[k])));
        var kept = points.Keep(asked, (i, point) => Place(i).CopyTo(point));
        return kept is not null && points.Return([.. asked.Where((_, k) => !kept[k])], places);
    }

    private Span<float> Place(int i) => points.Row(places, i);

    /// <summary>Moves a place down the gradient.</summary>
    /// <param name="i">Whose.</param>
    /// <param name="from">Where the step starts.</param>
    /// <param name="asked">Where the gradient was asked for.</param>
    private void Step(int i, ReadOnlySpan<float> from, ReadOnlySpan<float> asked)
    {
        var slope = slopes.Slope(i);
        var direction = points.Row(directions, i);
        for (var j = 0; j < slope.Length; j++)
        {
            // What stands at the end of its range and would go beyond it only lengthens the step.
            var blocked = slope[j] > 0 ? from[j] <= points.Coordinates.Low[j] : from[j] >= points.Coordinates.High[j];
            direction[j] = blocked ? 0 : -slope[j];
        }

        PointArithmetic.Normalise(direction, points.Norm);
        PointArithmetic.Step(from, (float)(Overshoot * Reach(i, from, asked)), direction, points.Coordinates, Place(i));
    }

    /// <summary>How far along the direction the margin would be 0, were it a plane.</summary>
    private double Reach(int i, ReadOnlySpan<float> from, ReadOnlySpan<float> asked)
    {
        double near = 0;
        var far = Math.Max(double.IsFinite(points.Distance(i)) ? points.Distance(i) : 0, FirstReach);
        for (var doubling = 0; doubling < Doublings && MarginAt(i, far, from, asked) > 0; doubling++)
        {
            near = far;
            far *= 2;
        }

        for (var halving = 0; halving < Halvings; halving++)
        {
            var middle = (near + far) / 2;
            (MarginAt(i, middle, from, asked) > 0 ? ref near : ref far) = middle;
        }

        return far;
    }

    private double MarginAt(int i, double reach, ReadOnlySpan<float> from, ReadOnlySpan<float> asked)
    {
        ReadOnlySpan<float> slope = slopes.Slope(i);
        ReadOnlySpan<float> direction = points.Row(directions, i);
        ReadOnlySpan<float> low = points.Coordinates.Low;
        ReadOnlySpan<float> high = points.Coordinates.High;
        var margin = slopes.Margin(i);
        for (var j = 0; j < slope.Length; j++)
        {
            margin += slope[j] * (Math.Clamp(from[j] + (reach * direction[j]), low[j], high[j]) - asked[j]);
        }

        return margin;
    }
}
