namespace PrivacyGate.Onnx.Inspection;

/// <summary>What the numbers of probe records say of themselves.</summary>
internal static class ProbabilityRows
{
    /// <summary>Single precision over thousands of classes adds up to 1 within this.</summary>
    private const double Slack = 1e-3;
    private const double HalfSlack = 2e-2;

    public static bool AllWithin01(ProbeValue value) => value.Numbers!.Where(double.IsFinite).All(static number => number is >= -1e-6 and <= 1 + 1e-6);

    /// <summary>Rows in [0, 1] that add up to 1; false when no row is finite.</summary>
    public static bool AreProbabilities(ProbeValue value) => AllWithin01(value) && Sums(value, static number => number);

    /// <summary>
    /// Digits that probabilities are rounded to, 1 to 4, or null. Rounding errors of a row add up as those of independent
    /// numbers do, so that a row of C classes may miss 1 by some 3 sqrt(C / 12) units of the last digit, and by C / 2 at most.
    /// </summary>
    public static int? RoundedDigits(ProbeValue value)
    {
        if (!AllWithin01(value))
        {
            return null;
        }

        var units = Math.Min(value.Width / 2.0, 0.5 + (3 * Math.Sqrt(value.Width / 12.0)));
        for (var digits = 1; digits <= 4; digits++)
        {
            var scale = Math.Pow(10, digits);
            var multiples = value.Numbers!.Where(double.IsFinite).All(number => Math.Abs((number * scale) - Math.Round(number * scale)) < 1e-3 * Math.Max(1, scale / 1000));
            if (multiples)
            {
                return SumsWithin(value, static number => number, 1, (units / scale) + SlackOf(value)) ? digits : null;
            }
        }

        return null;
    }

    /// <summary>Rows in [0, 1] of which all but the largest k entries, the same k in each row, are 0, and which add up to no more than 1.</summary>
    public static bool AreTopProbabilities(ProbeValue value)
    {
        int[] kept = [.. Enumerable.Range(0, value.Numbers!.Length / value.Width).Select(record => NotZero(value.Row(record)))];
        return AllWithin01(value) && kept.Length > 0 && kept.Min() > 0 && kept.Max() < value.Width && kept.Max() == kept.Min()
            && SumsWithin(value, static number => number, 0.5, 0.5 + SlackOf(value));
    }

    /// <summary>Rows without negative numbers that add up to 100.</summary>
    public static bool ArePercentages(ProbeValue value) =>
        value.Numbers!.Where(double.IsFinite).All(static number => number >= -1e-4) && SumsWithin(value, static number => number / 100, 1, SlackOf(value) + (value.Width * 5e-5));

    /// <summary>Rows of decimal logarithms of probabilities.</summary>
    public static bool AreDecimalLogProbabilities(ProbeValue value) =>
        value.Numbers!.Where(double.IsFinite).All(static number => number <= 1e-6) && Sums(value, static number => Math.Pow(10, number));

    public static bool AreLogProbabilities(ProbeValue value) =>
        value.Numbers!.Where(double.IsFinite).All(static number => number <= 1e-6) && Sums(value, Math.Exp);

    private static bool Sums(ProbeValue value, Func<double, double> part) => SumsWithin(value, part, 1, SlackOf(value));

    private static bool SumsWithin(ProbeValue value, Func<double, double> part, double wanted, double slack)
    {
        double[] sums = [.. Enumerable.Range(0, value.Numbers!.Length / value.Width).Select(record => Sum(value.Row(record), part)).Where(double.IsFinite)];
        return sums.Length > 0 && sums.All(sum => Math.Abs(sum - wanted) <= slack);
    }

    private static int NotZero(ReadOnlySpan<double> row)
    {
        var count = 0;
        foreach (var number in row)
        {
            count += number != 0 ? 1 : 0;
        }

        return count;
    }

    /// <summary>Whether two readings of a model's scores give the same probabilities.</summary>
    public static bool Agree(ProbeValue declared, ScoreReading declaredReading, ProbeValue exact, ScoreReading exactReading)
    {
        var slack = Math.Max(SlackOf(declared), SlackOf(exact));
        var records = declared.Numbers!.Length / declared.Width;
        var compared = false;
        for (var record = 0; record < records; record++)
        {
            var stated = Probabilities(declared.Row(record), declaredReading);
            var derived = Probabilities(exact.Row(record), exactReading);
            if (stated.Length != derived.Length)
            {
                return false;
            }

            var finite = stated.All(double.IsFinite) && derived.All(double.IsFinite);
            compared |= finite;
            if (finite && stated.Zip(derived).Any(pair => Math.Abs(pair.First - pair.Second) > slack))
            {
                return false;
            }
        }

        return compared;
    }

    private static double SlackOf(ProbeValue value) => value.IsHalf ? HalfSlack : Slack;

    private static double[] Probabilities(ReadOnlySpan<double> row, ScoreReading reading) => reading switch
    {
        ScoreReading.SingleProbability => [1 - row[0], row[0]],
        ScoreReading.SingleLogit => Softmax([0, row[0]]),
        ScoreReading.OneVersusRest => Softmax([.. row.ToArray().Select(LogSigmoid)]),
        ScoreReading.Logits or ScoreReading.LogProbabilities => Softmax(row.ToArray()),
        _ => row.ToArray(),
    };

    /// <summary>ln(1 / (1 + e^-z)) without overflow.</summary>
    public static double LogSigmoid(double z) => Math.Min(z, 0) - Math.Log(1 + Math.Exp(-Math.Abs(z)));

    private static double[] Softmax(double[] logits)
    {
        var best = logits.Max();
        double[] parts = [.. logits.Select(logit => Math.Exp(logit - best))];
        var sum = parts.Sum();
        return [.. parts.Select(part => part / sum)];
    }

    private static double Sum(ReadOnlySpan<double> row, Func<double, double> part)
    {
        double sum = 0;
        foreach (var number in row)
        {
            sum += part(number);
        }

        return sum;
    }
}
