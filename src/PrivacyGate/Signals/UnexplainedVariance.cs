namespace PrivacyGate.Signals;

/// <summary>
/// How far answers are from the values they should be, without a unit: 1 - R2, the share of the values' variance that
/// the answers leave unexplained. It is the loss by which models of values are compared.
/// </summary>
public static class UnexplainedVariance
{
    /// <param name="answers">(records x width), row-major.</param>
    /// <param name="targets">The values of the same records.</param>
    /// <returns>Mean over the values of a record; at least 0, and 1 for answers as good as the mean. Values that do not vary are left out; where none varies, the mean squared error. Of records given back the share over all values together.</returns>
    public static double Of(ReadOnlySpan<double> answers, ValueTargets targets)
    {
        double sum = 0;
        double errors = 0;
        double variances = 0;
        var varying = 0;
        for (var value = 0; value < targets.Width; value++)
        {
            (var error, var variance) = Squares(answers, targets, value);
            errors += error;
            variances += variance;
            if (variance > 0)
            {
                sum += error / variance;
                varying++;
            }
        }

        // Records given back are compared as wholes: the engine keeps one error of each.
        return targets.Task == ModelTask.Reconstruction && variances > 0 ? errors / variances : varying > 0 ? sum / varying : errors / Math.Max(1, targets.Values.Length);
    }

    /// <summary>Sums over records of the squared error, and of the squared distance to the mean.</summary>
    private static (double Error, double Variance) Squares(ReadOnlySpan<double> answers, ValueTargets targets, int value)
    {
        (var mean, var error, var variance) = (0.0, 0.0, 0.0);
        for (var record = 0; record < targets.Count; record++)
        {
            var truth = (double)targets.Row(record)[value];
            var residual = truth - answers[(record * targets.Width) + value];
            error += residual * residual;
            var distance = truth - mean;
            mean += distance / (record + 1);
            variance += distance * (truth - mean);
        }

        return (error, variance);
    }
}
