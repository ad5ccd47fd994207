namespace PrivacyGate.Onnx.Training.Trees;

/// <summary>Logit = slope x score + offset, fitted to whether records are of a class (Platt 1999).</summary>
internal readonly record struct PlattSigmoid(double Slope, double Offset)
{
    /// <summary>The sum is the logit.</summary>
    public static PlattSigmoid None { get; } = new(1, 0);

    private const int Steps = 100;
    private const double Enough = 1e-10;

    /// <summary>Keeps Newton's step finite where all probabilities are 0 or 1.</summary>
    private const double Ridge = 1e-12;

    /// <param name="scores">One a record.</param>
    /// <param name="isOne">Whether it is of the class.</param>
    public static PlattSigmoid Fit(double[] scores, bool[] isOne)
    {
        // Targets of 0 and 1 pulled in by what Laplace's rule leaves open, so that separable scores have a finite best fit.
        double ones = isOne.Count(static one => one);
        var high = (ones + 1) / (ones + 2);
        var low = 1 / (scores.Length - ones + 2);
        var scale = Math.Max(scores.Max(Math.Abs), double.Epsilon);
        var fit = new PlattSigmoid(0, Math.Log((ones + 1) / (scores.Length - ones + 1)));
        var value = Loss(fit);
        for (var step = 0; step < Steps; step++)
        {
            (double a, double b, var aa, double ab, var bb) = (0, 0, Ridge, 0, Ridge);
            for (var i = 0; i < scores.Length; i++)
            {
                var x = scores[i] / scale;
                var p = 1 / (1 + Math.Exp(-((fit.Slope * x) + fit.Offset)));
                var off = p - (isOne[i] ? high : low);
                var weight = p * (1 - p);
                (a, b, aa, ab, bb) = (a + (off * x), b + off, aa + (weight * x * x), ab + (weight * x), bb + weight);
            }

            var determinant = (aa * bb) - (ab * ab);
            (var da, var db) = (((bb * a) - (ab * b)) / determinant, ((aa * b) - (ab * a)) / determinant);
            double size = 1;
            PlattSigmoid next = new(fit.Slope - da, fit.Offset - db);
            while (size > Enough && !(Loss(next) <= value))
            {
                size /= 2;
                next = new PlattSigmoid(fit.Slope - (size * da), fit.Offset - (size * db));
            }

            var gained = value - Loss(next);
            if (!(gained > Enough * scores.Length))
            {
                break;
            }

            (fit, value) = (next, value - gained);
        }

        return new PlattSigmoid(fit.Slope / scale, fit.Offset);

        double Loss(PlattSigmoid some)
        {
            double sum = 0;
            for (var i = 0; i < scores.Length; i++)
            {
                var z = (some.Slope * scores[i] / scale) + some.Offset;
                sum += Math.Max(z, 0) + Math.Log(1 + Math.Exp(-Math.Abs(z))) - ((isOne[i] ? high : low) * z);
            }

            return sum;
        }
    }
}
