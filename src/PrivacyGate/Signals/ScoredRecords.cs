namespace PrivacyGate.Signals;

/// <summary>Logits of some records beside their labels.</summary>
/// <remarks>Bytes a record: 8 for each class and 4.</remarks>
public sealed class ScoredRecords
{
    private readonly double[] logits;
    private readonly int[] labels;
    private readonly int classes;

    private ScoredRecords(double[] logits, int[] labels, int classes) => (this.logits, this.labels, this.classes) = (logits, labels, classes);

    /// <summary>Number of records.</summary>
    public int Count => labels.Length;

    /// <param name="answers">Of a model that gives scores; logarithms of probabilities are taken from its floor on.</param>
    /// <param name="labels">The true class of each record.</param>
    public static ScoredRecords Of(Predictions answers, int[] labels)
    {
        var logits = answers.Kind == ScoreKind.Logits
            ? answers.Scores
            : Array.ConvertAll(answers.Scores, score => Math.Log(Math.Max(score, answers.ProbabilityFloor)));
        return new ScoredRecords(logits, labels, answers.ClassCount);
    }

    /// <summary>The records at <paramref name="rows"/>.</summary>
    public ScoredRecords Pick(IReadOnlyList<int> rows) => new(
        [.. rows.SelectMany(row => logits.AsSpan(row * classes, classes).ToArray())], [.. rows.Select(row => labels[row])], classes);

    /// <summary>Mean cross-entropy in nats of softmax(z / <paramref name="temperature"/>).</summary>
    public double MeanLoss(double temperature)
    {
        double sum = 0;
        for (var record = 0; record < Count; record++)
        {
            var row = Row(record);
            var others = double.NegativeInfinity;
            for (var j = 0; j < row.Length; j++)
            {
                others = j == labels[record] ? others : Math.Max(others, row[j]);
            }

            double total = 0;
            for (var j = 0; j < row.Length; j++)
            {
                total += j == labels[record] ? 0 : Math.Exp((row[j] - others) / temperature);
            }

            sum += SignalCalculator.Loss(((row[labels[record]] - others) / temperature) - Math.Log(total));
        }

        return sum / Count;
    }

    /// <summary>Sum over records of the distance between the largest logit and the smallest.</summary>
    internal double SumOfRanges()
    {
        double sum = 0;
        for (var record = 0; record < Count; record++)
        {
            (var least, var most) = (double.PositiveInfinity, double.NegativeInfinity);
            foreach (var logit in Row(record))
            {
                (least, most) = (Math.Min(least, logit), Math.Max(most, logit));
            }

            sum += most - least;
        }

        return sum;
    }

    /// <summary>Sum over records of the derivative of the cross-entropy of softmax(b z) in b: the mean logit under the model less that of the truth.</summary>
    /// <param name="inverse">b, the inverse of the temperature.</param>
    /// <param name="doubt">Probability with which a label counts as one of the others.</param>
    internal double SlopeAt(double inverse, double doubt)
    {
        double sum = 0;
        for (var record = 0; record < Count; record++)
        {
            var row = Row(record);
            var top = double.NegativeInfinity;
            foreach (var logit in row)
            {
                top = Math.Max(top, logit);
            }

            (double weights, double weighted, double all) = (0, 0, 0);
            foreach (var logit in row)
            {
                var weight = Math.Exp(inverse * (logit - top));
                weights += weight;
                weighted += weight * (logit - top);
                all += logit - top;
            }

            var truth = row[labels[record]] - top;
            sum += (weighted / weights) - ((1 - doubt) * truth) - (doubt * (all - truth) / (row.Length - 1));
        }

        return sum;
    }

    private ReadOnlySpan<double> Row(int record) => logits.AsSpan(record * classes, classes);
}
