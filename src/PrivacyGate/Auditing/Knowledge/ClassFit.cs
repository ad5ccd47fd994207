namespace PrivacyGate.Auditing.Knowledge;

/// <summary>How well each record fits each class, by the model's answer: a number that only ranks records.</summary>
internal static class ClassFit
{
    /// <summary>
    /// For each class the value of every record, (classes x records): the log-odds of the class, which neither a
    /// constant added to all logits nor saturation changes; 1 or 0 where the model answers a bare label.
    /// </summary>
    public static double[][] Of(MemberAnswers answers)
    {
        if (answers.Kind == ScoreKind.LabelOnly)
        {
            return OfLabels(answers);
        }

        double[][] columns = [.. Enumerable.Range(0, answers.ClassCount).Select(_ => new double[answers.Count])];
        var logits = new double[answers.ClassCount];
        for (var row = 0; row < answers.Count; row++)
        {
            ReadOnlySpan<double> scores = answers.Scores.AsSpan(row * answers.ClassCount, answers.ClassCount);
            for (var c = 0; c < logits.Length; c++)
            {
                logits[c] = answers.Kind == ScoreKind.Logits ? scores[c] : Math.Log(Math.Max(scores[c], Predictions.SinglePrecisionFloor));
            }

            Write(logits, columns, row);
        }

        return columns;
    }

    /// <summary>Classes never answered share one column.</summary>
    private static double[][] OfLabels(MemberAnswers answers)
    {
        var never = new double[answers.Count];
        double[][] columns = [.. Enumerable.Repeat(never, answers.ClassCount)];
        for (var row = 0; row < answers.Count; row++)
        {
            ref var column = ref columns[answers.PredictedClass[row]];
            column = ReferenceEquals(column, never) ? new double[answers.Count] : column;
            column[row] = 1;
        }

        return columns;
    }

    /// <summary>z_c - logsumexp of the others; the sum of the others never cancels, since the best class is summed without itself.</summary>
    private static void Write(double[] logits, double[][] columns, int row)
    {
        var top = Array.IndexOf(logits, logits.Max());
        var second = double.NegativeInfinity;
        for (var c = 0; c < logits.Length; c++)
        {
            second = c == top ? second : Math.Max(second, logits[c]);
        }

        double belowTop = 0;
        for (var c = 0; c < logits.Length; c++)
        {
            belowTop += c == top ? 0 : Math.Exp(logits[c] - second);
        }

        var others = belowTop * Math.Exp(second - logits[top]);
        for (var c = 0; c < logits.Length; c++)
        {
            columns[c][row] = c == top
                ? logits[c] - second - Math.Log(belowTop)
                : logits[c] - logits[top] - Math.Log(1 + Math.Max(0, others - Math.Exp(logits[c] - logits[top])));
        }
    }
}
