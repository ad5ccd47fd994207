namespace PrivacyGate.Signals;

/// <summary>One record's class probabilities, held as weights exp(z_j - z_top) beside the logits.</summary>
internal readonly ref struct Posterior
{
    /// <summary>Below this the other weights may have lost digits to underflow.</summary>
    private const double SmallestExactSum = 1e-290;

    private readonly ReadOnlySpan<double> logits;
    private readonly ReadOnlySpan<double> weights;
    private readonly int label;
    private readonly int top;
    private readonly double total;
    private readonly double logTotal;

    /// <param name="logits">Finite logits, at least two.</param>
    /// <param name="label">The true class.</param>
    /// <param name="scratch">Room for a weight a class; overwritten.</param>
    public Posterior(ReadOnlySpan<double> logits, int label, Span<double> scratch)
    {
        this.logits = logits;
        this.label = label;
        top = IndexOfLargest(logits);
        double others = 0;
        for (var j = 0; j < logits.Length; j++)
        {
            scratch[j] = Math.Exp(logits[j] - logits[top]);
            others += j == top ? 0 : scratch[j];
        }

        weights = scratch;
        total = 1 + others;
        logTotal = SignalCalculator.LogOnePlus(others);
        Confidence = logits[label] - LogSumExpExcept(label);
    }

    /// <summary>z_y - logsumexp of the others, in nats.</summary>
    public double Confidence { get; }

    /// <summary>-sum p ln p = ln Z - sum of p_j (z_j - z_top): no difference of near numbers.</summary>
    public double Entropy()
    {
        double sum = 0;
        for (var j = 0; j < logits.Length; j++)
        {
            sum += weights[j] == 0 ? 0 : weights[j] * (logits[top] - logits[j]);
        }

        return logTotal + (sum / total);
    }

    /// <summary>-(1 - p_y) ln p_y - sum over j other than y of p_j ln(1 - p_j).</summary>
    public double ModifiedEntropy()
    {
        double sum = 0;
        for (var j = 0; j < logits.Length; j++)
        {
            var p = weights[j] / total;
            sum -= j == label || p == 0 ? 0 : p * LogOfRest(j, p);
        }

        return sum + (WrongMass() * SignalCalculator.Loss(Confidence));
    }

    /// <summary>Euclidean distance between the probabilities and the one-hot truth, in [0, sqrt 2].</summary>
    public double DistanceToTruth()
    {
        var wrong = WrongMass();
        if (wrong == 0)
        {
            return 0;
        }

        double squares = 1;
        for (var j = 0; j < logits.Length; j++)
        {
            // Shares of the wrong mass, since its own square may underflow.
            var share = j == label ? 0 : weights[j] / total / wrong;
            squares += share * share;
        }

        return wrong * Math.Sqrt(squares);
    }

    /// <summary>1 - p_y, as a sum.</summary>
    private double WrongMass()
    {
        double wrong = 0;
        for (var j = 0; j < logits.Length; j++)
        {
            wrong += j == label ? 0 : weights[j];
        }

        return wrong / total;
    }

    /// <summary>ln(1 - p_j): from the other classes' sum where p_j may be near 1.</summary>
    private double LogOfRest(int j, double p) =>
        j == top ? LogSumExpExcept(top) - logits[top] - logTotal : SignalCalculator.LogOnePlus(-p);

    private double LogSumExpExcept(int excepted)
    {
        double sum = 0;
        for (var j = 0; j < logits.Length; j++)
        {
            sum += j == excepted ? 0 : weights[j];
        }

        return sum > SmallestExactSum ? logits[top] + Math.Log(sum) : FarLogSumExpExcept(excepted);
    }

    private double FarLogSumExpExcept(int excepted)
    {
        var largest = double.NegativeInfinity;
        for (var j = 0; j < logits.Length; j++)
        {
            largest = j == excepted ? largest : Math.Max(largest, logits[j]);
        }

        double sum = 0;
        for (var j = 0; j < logits.Length; j++)
        {
            sum += j == excepted ? 0 : Math.Exp(logits[j] - largest);
        }

        return largest + Math.Log(sum);
    }

    private static int IndexOfLargest(ReadOnlySpan<double> values)
    {
        var best = 0;
        for (var j = 1; j < values.Length; j++)
        {
            best = values[j] > values[best] ? j : best;
        }

        return best;
    }
}
