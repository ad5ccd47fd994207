using PrivacyGate.Onnx.Inference;
using PrivacyGate.Onnx.Inspection;
using PrivacyGate.Samples;

namespace PrivacyGate.Onnx.Training.Nodes;

/// <summary>What the target makes of the sums its trained nodes give.</summary>
/// <param name="AreShares">Whether the sums are probabilities; else logits that an affine map and a link follow.</param>
/// <param name="OneVersusRest">For logits of several columns, whether each is squashed by itself.</param>
/// <param name="Slope">Logit = slope x sum + offset; one a column.</param>
/// <param name="Offset">One a column.</param>
internal sealed record SumResponse(bool AreShares, bool OneVersusRest, double[] Slope, double[] Offset)
{
    private const double Tolerance = 1e-3;

    /// <summary>A sum of which any slope makes a probability of 1.</summary>
    private const double Certain = 1e6;

    /// <summary>A logit further off shows in no probability. Softmax looks like columns squashed each by itself with logits as far off as <see cref="Certain"/>.</summary>
    private const double Farthest = 40;

    private static SumResponse Shares(int columns) => new(true, false, Ones(columns), new double[columns]);

    private static double[] Ones(int columns) => [.. Enumerable.Repeat(1.0, columns)];

    /// <summary>The logit of a sum.</summary>
    public double Logit(double sum, int column) => (Slope[column] * sum) + Offset[column];

    /// <summary>The sum that makes a logit.</summary>
    public double Sum(double logit, int column) => (logit - Offset[column]) / Slope[column];

    /// <summary>Queries the target with its nodes replaced by constants. Numbers decide, not the names of the operators in between.</summary>
    /// <param name="columns">Sums a record.</param>
    /// <param name="constant">The target with given sums for every record, made of numbers that are not negative or of any.</param>
    /// <param name="looksLikeShares">What to take of a model that tells no more than a label.</param>
    /// <param name="record">Any one record.</param>
    /// <returns>Null when the model makes something else of the sums.</returns>
    public static SumResponse? Of(int columns, Func<double[], bool, OnnxClassifier> constant, bool looksLikeShares, RecordBatch record)
    {
        var classes = -1;
        double[] LogOdds(double[] sums, bool positive)
        {
            using var model = constant(sums, positive);
            classes = model.Classes.Count;
            return model.ScoreKind == ScoreKind.LabelOnly ? [] : LogOddsOf(model.Predict(record, CancellationToken.None));
        }

        return LogOdds(new double[columns], true).Length == 0 ? Shares(columns) with { AreShares = looksLikeShares }
            : columns == 1 && classes == 2 ? OfOne(LogOdds)
            : columns == classes ? OfSeveral(columns, LogOdds)
            : null;
    }

    private static SumResponse? OfOne(Func<double[], bool, double[]> logOdds)
    {
        double At(double sum) => logOdds([sum], false)[0];
        double[] shares = [.2, .5, .7];
        if (shares.All(share => Near(logOdds([share], true)[0], Math.Log(share / (1 - share)))))
        {
            return Shares(1);
        }

        var offset = At(0);
        var slope = At(1) - offset;
        return Near(At(-1), offset - slope) && Near(At(2), offset + (2 * slope)) && Math.Abs(slope) > Tolerance
            ? new SumResponse(false, false, [slope], [offset])
            : null;
    }

    private static SumResponse? OfSeveral(int columns, Func<double[], bool, double[]> logOdds)
    {
        double[][] trials = [.. Enumerable.Range(0, 3).Select(trial => Enumerable.Range(0, columns).Select(column => 1.0 + ((column + trial) % columns)).ToArray())];
        double[][] shares = [.. trials.Select(static row => row.Select(value => value / row.Sum()).ToArray())];
        bool All(double[][] rows, Func<double, double> link) => rows.All(row => Agree(logOdds(row, true), [.. row.Select(link)]));
        if (All(shares, Math.Log))
        {
            return Shares(columns);
        }

        if (OfSquashed(columns, logOdds) is { } squashed && trials.All(row => Agree(logOdds(row, true), [.. row.Select((sum, column) => ProbabilityRows.LogSigmoid(squashed.Logit(sum, column)))])))
        {
            return squashed;
        }

        var none = logOdds(new double[columns], false);
        var one = logOdds([.. Enumerable.Range(0, columns).Select(static column => column == 1 ? 1.0 : 0)], false);
        var slope = one[0] - none[0];
        double[] offset = [0, .. none];
        return Math.Abs(slope) > Tolerance && trials.All(row => Agree(logOdds(row, false), [.. row.Select((value, column) => (slope * value) + offset[column])]))
            ? new SumResponse(false, false, [.. Enumerable.Repeat(slope, columns)], offset)
            : null;
    }

    /// <summary>
    /// The slopes and offsets that follow if each column is squashed by itself: of a column that is certain the logarithm
    /// is 0, so that the log-odds against it are those of the others alone.
    /// </summary>
    private static SumResponse? OfSquashed(int columns, Func<double[], bool, double[]> logOdds)
    {
        double[] Logits(double sum)
        {
            double[] Row(int certain) => [.. Enumerable.Range(0, columns).Select(column => column == certain ? Certain : sum)];
            var ofOthers = logOdds(Row(0), true);
            var againstSecond = logOdds(Row(1), true);
            return [.. ofOthers.Prepend(-againstSecond[0]).Select(static log => log - Math.Log(1 - Math.Exp(log)))];
        }

        var offset = Logits(0);
        double[] slope = [.. Logits(1).Zip(offset, static (one, none) => one - none)];
        return slope.All(static some => some > Tolerance) && offset.All(static some => Math.Abs(some) < Farthest) ? new SumResponse(false, true, slope, offset) : null;
    }

    /// <summary>Log-odds of each further class against the first.</summary>
    private static double[] LogOddsOf(Predictions answer)
    {
        double[] logits = [.. answer.Scores.Take(answer.ClassCount).Select(score => answer.Kind == ScoreKind.Logits ? score : Math.Log(Math.Max(score, 1e-45)))];
        return [.. logits.Skip(1).Select(logit => logit - logits[0])];
    }

    private static bool Agree(double[] logOdds, double[] logits) => logOdds.Zip(logits.Skip(1)).All(pair => Near(pair.First, pair.Second - logits[0]));

    private static bool Near(double one, double other) => Math.Abs(one - other) <= Tolerance * (1 + Math.Abs(other));
}
