namespace PrivacyGate.Signals;

/// <summary>
/// The temperature T of a model's answers, softmax(z / T), at which they are best calibrated (Guo et al. 2017). Logits
/// times a factor have T times that factor, so that losses at T compare models whatever scale their answers have.
/// </summary>
public static class Temperature
{
    /// <summary>Bounds of 1 / T times the mean range of a record's logits.</summary>
    private const double Flattest = 1e-3;

    private const double Sharpest = 1e4;

    /// <summary>Halvings of the search: beyond the last digit of a double.</summary>
    private const int Halvings = 70;

    /// <summary>The answers at a temperature: logits divided by it, probabilities raised to 1 / <paramref name="temperature"/> and normalised.</summary>
    /// <param name="answers">Of a model that gives scores.</param>
    /// <param name="temperature">Above 0.</param>
    public static Predictions Apply(Predictions answers, double temperature)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(temperature);
        if (temperature == 1 || answers.Kind == ScoreKind.LabelOnly)
        {
            return answers;
        }

        var scores = answers.Kind == ScoreKind.Logits
            ? Array.ConvertAll(answers.Scores, score => score / temperature)
            : Powers(answers, 1 / temperature);
        return answers with { Scores = scores, ProbabilityFloor = Math.Pow(answers.ProbabilityFloor, 1 / temperature) };
    }

    /// <summary>The temperature of the least mean cross-entropy, over groups of records that count with given shares.</summary>
    /// <param name="groups">Answers and how much the group counts; shares need not add up to 1.</param>
    /// <returns>
    /// Null where no temperature helps: the answers do not point to the true classes. Each label counts as wrong with
    /// probability 1 / (records + 2), as in Platt's scaling, so that answers without an error have a finite temperature.
    /// </returns>
    public static double? Fit(IReadOnlyList<(ScoredRecords Records, double Share)> groups)
    {
        (ScoredRecords Records, double Weight)[] weighted = [.. groups
            .Where(static group => group.Records.Count > 0 && group.Share > 0)
            .Select(static group => (group.Records, group.Share / group.Records.Count))];
        var range = weighted.Sum(static group => group.Weight * group.Records.SumOfRanges()) / weighted.Sum(static group => group.Weight * group.Records.Count);
        if (!(range > 0) || !double.IsFinite(range))
        {
            return null;
        }

        var doubt = 1.0 / (weighted.Sum(static group => group.Records.Count) + 2);
        double Slope(double inverse) => weighted.Sum(group => group.Weight * group.Records.SlopeAt(inverse, doubt));
        var low = Math.Log(Flattest);
        var high = Math.Log(Sharpest);
        if (Slope(Math.Exp(low) / range) >= 0)
        {
            return null;
        }

        for (var i = 0; i < Halvings; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = Slope(Math.Exp(middle) / range) < 0 ? (middle, high) : (low, middle);
        }

        return range / Math.Exp((low + high) / 2);
    }

    private static double[] Powers(Predictions answers, double power)
    {
        var classes = answers.ClassCount;
        var scores = new double[answers.Scores.Length];
        for (var start = 0; start < scores.Length; start += classes)
        {
            double sum = 0;
            for (var j = start; j < start + classes; j++)
            {
                scores[j] = Math.Pow(Math.Max(answers.Scores[j], 0), power);
                sum += scores[j];
            }

            for (var j = start; j < start + classes; j++)
            {
                scores[j] = sum > 0 ? scores[j] / sum : answers.Scores[j];
            }
        }

        return scores;
    }
}
