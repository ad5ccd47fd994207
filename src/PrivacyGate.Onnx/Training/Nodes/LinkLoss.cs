namespace PrivacyGate.Onnx.Training.Nodes;

/// <summary>How scores become probabilities, and the log-loss that follows.</summary>
/// <param name="Columns">Scores a record: 1 for two classes with one logit, else one a class.</param>
/// <param name="OneVersusRest">Whether each column is a two-class problem of its own; else softmax over the columns.</param>
internal sealed record LinkLoss(int Columns, bool OneVersusRest)
{
    private const double LeastShare = 1e-6;

    /// <summary>The scores that say how common the classes are.</summary>
    public double[] Start(int[] labels)
    {
        var start = new double[Columns];
        for (var column = 0; column < Columns; column++)
        {
            var wanted = Columns == 1 ? 1 : column;
            var share = Math.Clamp((double)labels.Count(label => label == wanted) / labels.Length, LeastShare, 1 - LeastShare);
            start[column] = Columns == 1 || OneVersusRest ? Math.Log(share / (1 - share)) : Math.Log(share);
        }

        return start;
    }

    /// <summary>First and second derivative of each record's loss in the score of one column.</summary>
    public void Derive(double[] scores, int[] labels, int column, double[] gradients, double[] curvatures)
    {
        // The diagonal of softmax's curvature overstates nothing but its step: (K - 1)/K mends it (Friedman 2001, algorithm 6).
        var softmax = Columns > 1 && !OneVersusRest;
        var mend = softmax ? Columns / (Columns - 1.0) : 1;
        for (var row = 0; row < labels.Length; row++)
        {
            var p = softmax ? Softmax(scores.AsSpan(row * Columns, Columns), column) : Sigmoid(scores[(row * Columns) + column]);
            double truth = labels[row] == (Columns == 1 ? 1 : column) ? 1 : 0;
            gradients[row] = p - truth;
            curvatures[row] = p * (1 - p) * mend;
        }
    }

    /// <summary>Mean log-loss in nats.</summary>
    public double Mean(double[] scores, int[] labels)
    {
        double sum = 0;
        for (var row = 0; row < labels.Length; row++)
        {
            sum += Loss(scores.AsSpan(row * Columns, Columns), labels[row]);
        }

        return sum / labels.Length;
    }

    /// <summary>Mean over records of the log-losses of all columns, each a two-class problem: what one-versus-rest descends.</summary>
    public double SumOfColumns(double[] scores, int[] labels)
    {
        double sum = 0;
        for (var i = 0; i < scores.Length; i++)
        {
            (var row, var column) = Math.DivRem(i, Columns);
            sum += Softplus(labels[row] == column ? -scores[i] : scores[i]);
        }

        return sum / labels.Length;
    }

    private double Loss(ReadOnlySpan<double> scores, int label)
    {
        if (Columns == 1)
        {
            return Softplus(label == 1 ? -scores[0] : scores[0]);
        }

        Span<double> logs = stackalloc double[Columns <= 64 ? Columns : 0];
        logs = logs.Length == Columns ? logs : new double[Columns];
        for (var i = 0; i < Columns; i++)
        {
            logs[i] = OneVersusRest ? -Softplus(-scores[i]) : scores[i];
        }

        var top = double.NegativeInfinity;
        foreach (var log in logs)
        {
            top = Math.Max(top, log);
        }

        double total = 0;
        foreach (var log in logs)
        {
            total += Math.Exp(log - top);
        }

        return top + Math.Log(total) - logs[label];
    }

    private static double Softmax(ReadOnlySpan<double> scores, int column)
    {
        double total = 0;
        foreach (var score in scores)
        {
            total += Math.Exp(score - scores[column]);
        }

        return 1 / total;
    }

    private static double Sigmoid(double z) => 1 / (1 + Math.Exp(-z));

    private static double Softplus(double z) => Math.Max(z, 0) + Math.Log(1 + Math.Exp(-Math.Abs(z)));
}
