using PrivacyGate.Metrics;

namespace PrivacyGate.Auditing.Knowledge;

/// <summary>
/// How certain a model is of its own training records, and how often it is right about them. Training makes a model
/// right about them at least as often as it states, so the opposite is a sign that they are not prepared as in training.
/// </summary>
/// <param name="Confidence">Mean probability of the best class.</param>
/// <param name="Accuracy">Share of records whose best class is the label.</param>
/// <param name="Excess">Lower bound of confidence minus accuracy, one-sided at <see cref="ClassSkill.Error"/>: the smaller of two, with records counted once and with classes counted alike.</param>
/// <param name="IsCostly">Whether the cross-entropy is proven to exceed <see cref="MostCost"/> times that of the best constant answer, with both ways of counting.</param>
/// <param name="Units">Records it rests on.</param>
internal sealed record StatedConfidence(double Confidence, double Accuracy, double Excess, bool IsCostly, int Units)
{
    /// <summary>Networks trained with noise state too much, but answer no worse than a few times the constant.</summary>
    private const double MostCost = 3;

    /// <returns>Null for answers without scores.</returns>
    public static StatedConfidence? Of(MemberAnswers answers)
    {
        if (answers.Kind == ScoreKind.LabelOnly)
        {
            return null;
        }

        var n = answers.Count;
        var excess = new double[n];
        var loss = new double[n];
        double confidence = 0;
        for (var row = 0; row < n; row++)
        {
            (var top, var isRight, loss[row]) = Read(answers, row);
            confidence += top / n;
            excess[row] = top - (isRight ? 1 : 0);
        }

        double[] shares = [.. ClassSkill.CountsOf(answers.TrueClass, answers.ClassCount).Where(static count => count > 0).Select(count => (double)count / n)];
        var entropy = -shares.Sum(static share => share * Math.Log(share));
        var alike = WeightsOf(answers);
        double[] once = [.. Enumerable.Repeat(1.0, n)];
        return new StatedConfidence(
            confidence,
            confidence - excess.Average(),
            Math.Min(Bound(excess, once, -1, ClassSkill.Error), Bound(excess, alike, -1, ClassSkill.Error)),
            Bound(loss, once, -1, ClassSkill.Error) > MostCost * entropy && Bound(loss, alike, -1, ClassSkill.Error) > MostCost * Math.Log(shares.Length),
            n);
    }

    /// <summary>Upper bound of the share of right answers, the larger of two: with records counted once, and with classes counted alike.</summary>
    public static double MostRight(MemberAnswers answers)
    {
        double[] right = [.. answers.TrueClass.Zip(answers.PredictedClass, static (label, answer) => label == answer ? 1.0 : 0)];
        return Math.Max(Bound(right, [.. right.Select(static _ => 1.0)], 1, ClassSkill.UpperError), Bound(right, WeightsOf(answers), 1, ClassSkill.UpperError));
    }

    /// <summary>The weighted mean, and so many standard errors beside it.</summary>
    private static double Bound(double[] values, double[] weights, int side, double error)
    {
        var total = weights.Sum();
        var mean = values.Zip(weights, static (value, weight) => value * weight).Sum() / total;
        var squares = values.Zip(weights, (value, weight) => weight * weight * (value - mean) * (value - mean)).Sum();
        return mean - (side * Normal.Quantile(error) * Math.Sqrt(squares) / total);
    }

    private static double[] WeightsOf(MemberAnswers answers)
    {
        var counts = ClassSkill.CountsOf(answers.TrueClass, answers.ClassCount);
        return Array.ConvertAll(answers.TrueClass, c => 1.0 / counts[c]);
    }

    private static (double Top, bool IsRight, double Loss) Read(MemberAnswers answers, int row)
    {
        ReadOnlySpan<double> scores = answers.Scores.AsSpan(row * answers.ClassCount, answers.ClassCount);
        var best = 0;
        for (var c = 1; c < scores.Length; c++)
        {
            best = scores[c] > scores[best] ? c : best;
        }

        var label = answers.TrueClass[row];
        double sum = 0;
        foreach (var score in scores)
        {
            sum += answers.Kind == ScoreKind.Logits ? Math.Exp(score - scores[best]) : score;
        }

        return answers.Kind == ScoreKind.Logits
            ? (1 / sum, best == label, Math.Log(sum) + scores[best] - scores[label])
            : (scores[best] / sum, best == label, -Math.Log(Math.Max(scores[label] / sum, Predictions.SinglePrecisionFloor)));
    }
}
