using PrivacyGate.Models;
using PrivacyGate.Onnx.Inference;

namespace PrivacyGate.Onnx.Training.Nodes;

/// <summary>What the target makes of the sums its trained node tells.</summary>
/// <param name="AreShares">Whether the sums are probabilities; else logits that an affine map and a link follow.</param>
/// <param name="OneVersusRest">For logits of several columns, whether each is squashed by itself.</param>
/// <param name="Slope">Logit = slope x sum + offset.</param>
/// <param name="Offset">One a column.</param>
internal sealed record SumResponse(bool AreShares, bool OneVersusRest, double Slope, double[] Offset)
{
    private const double Tolerance = 1e-3;

    /// <summary>Asks the target with its node replaced by constants. Numbers decide, not the names of the operators in between.</summary>
    /// <param name="columns">Sums a record.</param>
    /// <param name="constant">The target with given sums for every record, made of numbers that are not negative or of any.</param>
    /// <param name="looksLikeShares">What to take of a model that tells no more than a label.</param>
    /// <param name="record">Any one record.</param>
    /// <returns>Null when the model makes something else of the sums.</returns>
    public static SumResponse? Of(int columns, Func<double[], bool, OnnxClassifier> constant, bool looksLikeShares, RecordBatch record)
    {
        int classes = -1;
        double[] LogOdds(double[] sums, bool positive)
        {
            using OnnxClassifier model = constant(sums, positive);
            classes = model.Classes.Count;
            return model.ScoreKind == ScoreKind.LabelOnly ? [] : LogOddsOf(model.Predict(record, CancellationToken.None));
        }

        return LogOdds(new double[columns], true).Length == 0 ? new SumResponse(looksLikeShares, false, 1, new double[columns])
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
            return new SumResponse(true, false, 1, [0]);
        }

        double offset = At(0);
        double slope = At(1) - offset;
        return Near(At(-1), offset - slope) && Near(At(2), offset + (2 * slope)) && Math.Abs(slope) > Tolerance
            ? new SumResponse(false, false, slope, [offset])
            : null;
    }

    private static SumResponse? OfSeveral(int columns, Func<double[], bool, double[]> logOdds)
    {
        double[][] trials = [.. Enumerable.Range(0, 3).Select(trial => Enumerable.Range(0, columns).Select(column => 1.0 + ((column + trial) % columns)).ToArray())];
        double[][] shares = [.. trials.Select(static row => row.Select(value => value / row.Sum()).ToArray())];
        bool All(double[][] rows, Func<double, double> link) => rows.All(row => Agree(logOdds(row, true), [.. row.Select(link)]));
        if (All(shares, Math.Log))
        {
            return new SumResponse(true, false, 1, new double[columns]);
        }

        if (All(trials, ScoreReader.LogSigmoid))
        {
            return new SumResponse(false, true, 1, new double[columns]);
        }

        double[] none = logOdds(new double[columns], false);
        double[] one = logOdds([.. Enumerable.Range(0, columns).Select(static column => column == 1 ? 1.0 : 0)], false);
        double slope = one[0] - none[0];
        double[] offset = [0, .. none];
        return Math.Abs(slope) > Tolerance && trials.All(row => Agree(logOdds(row, false), [.. row.Select((value, column) => (slope * value) + offset[column])]))
            ? new SumResponse(false, false, slope, offset)
            : null;
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
