namespace PrivacyGate.Onnx.Training.Linear;

/// <summary>Minimises a smooth function by L-BFGS (Nocedal 1980; two-loop recursion of Nocedal and Wright, algorithm 7.4) with backtracking.</summary>
internal static class LimitedMemoryDescent
{
    private const int Memory = 10;
    private const double SlopeTolerance = 1e-6;
    private const double ValueTolerance = 1e-10;
    private const double SufficientDecrease = 1e-4;
    private const int MostHalvings = 40;

    /// <param name="start">Where to start; left as it is.</param>
    /// <param name="at">Value and slopes at a point.</param>
    /// <param name="steps">Steps at most.</param>
    /// <param name="cancellation">Asked before each question.</param>
    /// <returns>The lowest point found; <paramref name="at"/> was asked about it last.</returns>
    public static double[] Minimise(double[] start, Func<double[], double[], double> at, int steps, CancellationToken cancellation)
    {
        double[] point = [.. start];
        var slopes = new double[point.Length];
        var value = at(point, slopes);
        var past = new LinkedList<(double[] Step, double[] Turn, double Scale)>();
        for (var step = 0; step < steps && slopes.Max(Math.Abs) > SlopeTolerance; step++)
        {
            var direction = Direction(slopes, past);
            var descent = LogisticObjective.Dot(direction, slopes);
            if (descent >= 0)
            {
                past.Clear();
                direction = [.. slopes.Select(static slope => -slope)];
                descent = -LogisticObjective.Dot(slopes, slopes);
            }

            var length = past.Count == 0 ? Math.Min(1, 1 / Math.Sqrt(-descent)) : 1;
            if (Search(point, value, direction, descent, length, at, cancellation) is not { } next)
            {
                break;
            }

            Remember(past, point, slopes, next.Point, next.Slopes);
            var flat = value - next.Value <= ValueTolerance * Math.Max(1, Math.Abs(value));
            (point, slopes, value) = next;
            if (flat)
            {
                break;
            }
        }

        // The last question may have been a step that was too long.
        at(point, slopes);
        return point;
    }

    private static (double[] Point, double[] Slopes, double Value)? Search(
        double[] point, double value, double[] direction, double descent, double length, Func<double[], double[], double> at, CancellationToken cancellation)
    {
        for (var halving = 0; halving < MostHalvings; halving++)
        {
            cancellation.ThrowIfCancellationRequested();
            double[] next = [.. point];
            LogisticObjective.AddScaled(next, direction, length);
            var slopes = new double[point.Length];
            var reached = at(next, slopes);
            if (reached <= value + (SufficientDecrease * length * descent))
            {
                return (next, slopes, reached);
            }

            length /= 2;
        }

        return null;
    }

    private static void Remember(LinkedList<(double[] Step, double[] Turn, double Scale)> past, double[] point, double[] slopes, double[] next, double[] nextSlopes)
    {
        double[] step = [.. next.Zip(point, static (one, other) => one - other)];
        double[] turn = [.. nextSlopes.Zip(slopes, static (one, other) => one - other)];
        var curvature = LogisticObjective.Dot(step, turn);
        if (curvature > 1e-12)
        {
            past.AddLast((step, turn, 1 / curvature));
        }

        if (past.Count > Memory)
        {
            past.RemoveFirst();
        }
    }

    private static double[] Direction(double[] slopes, LinkedList<(double[] Step, double[] Turn, double Scale)> past)
    {
        double[] direction = [.. slopes.Select(static slope => -slope)];
        var shares = new Stack<double>();
        for (var at = past.Last; at is not null; at = at.Previous)
        {
            var share = at.Value.Scale * LogisticObjective.Dot(at.Value.Step, direction);
            shares.Push(share);
            LogisticObjective.AddScaled(direction, at.Value.Turn, -share);
        }

        if (past.Last is { } last)
        {
            var scale = 1 / (last.Value.Scale * LogisticObjective.Dot(last.Value.Turn, last.Value.Turn));
            for (var i = 0; i < direction.Length; i++)
            {
                direction[i] *= scale;
            }
        }

        for (var at = past.First; at is not null; at = at.Next)
        {
            var back = at.Value.Scale * LogisticObjective.Dot(at.Value.Turn, direction);
            LogisticObjective.AddScaled(direction, at.Value.Step, shares.Pop() - back);
        }

        return direction;
    }
}
