namespace PrivacyGate.Signals;

/// <summary>
/// Turns a classifier's answers into signals, in double precision and exact in the tails, where members of an
/// over-fitted model live.
/// </summary>
/// <remarks>
/// Logit-scaled confidence: phi = z_y - logsumexp of the other logits, or ln p_y - ln sum of the other probabilities
/// with a floor, mostly of 1e-45 (Carlini et al. 2022; never 1 - p_y, which saturates). The cross-entropy loss is
/// softplus(-phi), a decreasing function of phi: loss and confidence rank records alike and differ only where a mean
/// is taken. Entropy, modified entropy (Song and Mittal 2021, eq. 8) and the last layer's gradient norm are computed
/// from log-probabilities.
/// </remarks>
public static class SignalCalculator
{
    /// <summary>Logits are cut here, so that an infinite one (a masked class) still gives finite signals.</summary>
    private const double LargestLogit = 1e30;

    /// <summary>The signals of a batch, of a model of any task.</summary>
    /// <param name="predictions">What the model said.</param>
    /// <param name="batch">The records.</param>
    /// <exception cref="InputException">The model answered with a number that is none (PG0027), or otherwise than the records' targets are (PG0033).</exception>
    public static SignalTable Calculate(Predictions predictions, RecordBatch batch) =>
        batch.Targets is ClassTargets classes ? Calculate(predictions, classes.Classes) : ValueSignals.Of(predictions, batch);

    /// <summary>The signals of a batch.</summary>
    /// <param name="predictions">What the classifier said.</param>
    /// <param name="labels">The true class of each record.</param>
    /// <exception cref="InputException">The model answered with a number that is none (PG0027), or a label is no class of the model (PG0033).</exception>
    public static SignalTable Calculate(Predictions predictions, int[] labels)
    {
        if (labels.Length != predictions.Count)
        {
            throw new ArgumentException("labels and predictions differ in length", nameof(labels));
        }

        // One class leaves nothing to be confident against, so such a model tells no more than its label.
        if (predictions.Kind == ScoreKind.LabelOnly || predictions.ClassCount < 2)
        {
            return new SignalTable(predictions.ClassCount, labels, predictions.PredictedClass, null, null, null, null);
        }

        return FromScores(predictions, labels);
    }

    /// <summary>The posteriors of a batch, (records x classes), row-major; null when the classifier answers a bare label.</summary>
    public static float[]? Posteriors(Predictions predictions)
    {
        if (predictions.Kind == ScoreKind.LabelOnly || predictions.ClassCount < 2)
        {
            return null;
        }

        var classes = predictions.ClassCount;
        var posteriors = new float[ArrayLength.Of(predictions.Count, classes)];
        var logits = new double[classes];
        for (var record = 0; record < predictions.Count; record++)
        {
            ToLogits(predictions.Scores.AsSpan(record * classes, classes), predictions.Kind, logits, record);
            var top = logits.Max();
            double sum = 0;
            for (var j = 0; j < classes; j++)
            {
                logits[j] = Math.Exp(logits[j] - top);
                sum += logits[j];
            }

            for (var j = 0; j < classes; j++)
            {
                posteriors[(record * classes) + j] = (float)(logits[j] / sum);
            }
        }

        return posteriors;
    }

    /// <summary>Cross-entropy loss in nats of a logit-scaled confidence: softplus(-phi), exact in both tails.</summary>
    public static double Loss(double confidence) =>
        confidence > 0 ? LogOnePlus(Math.Exp(-confidence)) : LogOnePlus(Math.Exp(confidence)) - confidence;

    private static SignalTable FromScores(Predictions predictions, int[] labels)
    {
        var count = labels.Length;
        var classes = predictions.ClassCount;
        var confidence = new double[count];
        var entropy = new double[count];
        var modifiedEntropy = new double[count];
        var gradientNorm = predictions.LastLayerNorm is null ? null : new double[count];
        var rawScore = predictions.ShowsLevel ? new double[count] : null;
        var logits = new double[classes];
        var scratch = new double[classes];
        for (var record = 0; record < count; record++)
        {
            RequireClass(labels[record], classes, record);
            ReadOnlySpan<double> scores = predictions.Scores.AsSpan(record * classes, classes);
            ToLogits(scores, predictions.Kind, logits, record);
            var posterior = new Posterior(logits, labels[record], scratch);
            confidence[record] = predictions.Kind == ScoreKind.Logits
                ? posterior.Confidence
                : ConfidenceOfProbabilities(scores, labels[record], predictions.ProbabilityFloor);
            entropy[record] = posterior.Entropy();
            modifiedEntropy[record] = posterior.ModifiedEntropy();
            if (rawScore is not null)
            {
                rawScore[record] = logits[labels[record]];
            }

            if (gradientNorm is not null)
            {
                gradientNorm[record] = posterior.DistanceToTruth() * predictions.LastLayerNorm![record];
            }
        }

        return new SignalTable(classes, labels, predictions.PredictedClass, confidence, entropy, modifiedEntropy, gradientNorm) { RawScore = rawScore };
    }

    private static void ToLogits(ReadOnlySpan<double> scores, ScoreKind kind, double[] logits, int record)
    {
        for (var j = 0; j < logits.Length; j++)
        {
            var score = scores[j];
            if (double.IsNaN(score))
            {
                throw new InputException(Diagnostic.Error(
                    DiagnosticIds.ModelFailed,
                    FormattableString.Invariant($"the model answers 'not a number' for class {j} of record {record} of a batch; check the record's values and the model's weights")));
            }

            logits[j] = kind == ScoreKind.Logits
                ? Math.Clamp(score, -LargestLogit, LargestLogit)
                : Math.Log(Math.Max(score, Predictions.SinglePrecisionFloor));
        }
    }

    private static double ConfidenceOfProbabilities(ReadOnlySpan<double> probabilities, int label, double floor)
    {
        double others = 0;
        for (var j = 0; j < probabilities.Length; j++)
        {
            others += j == label ? 0 : Math.Max(probabilities[j], 0);
        }

        return Math.Log(Math.Max(probabilities[label], floor)) - Math.Log(Math.Max(others, floor));
    }

    private static void RequireClass(int label, int classes, int record)
    {
        if ((uint)label >= (uint)classes)
        {
            throw new InputException(Diagnostic.Error(
                DiagnosticIds.LabelOutsideClasses,
                FormattableString.Invariant($"label {label} of record {record} of a batch is none of the model's {classes} classes; map the labels to the model's classes")));
        }
    }

    /// <summary>ln(1 + x) for x above -1, to the last digits also where 1 + x rounds to 1 (Kahan).</summary>
    internal static double LogOnePlus(double x)
    {
        var sum = 1 + x;
        return sum == 1 ? x : Math.Log(sum) * (x / (sum - 1));
    }
}
