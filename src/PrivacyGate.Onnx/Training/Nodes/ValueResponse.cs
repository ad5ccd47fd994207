using PrivacyGate.Onnx.Inference;
using PrivacyGate.Samples;

namespace PrivacyGate.Onnx.Training.Nodes;

/// <summary>What a target of values makes of the sums its trained nodes give: value = slope x sum + offset, or the exponential of that.</summary>
/// <param name="Slope">One a column.</param>
/// <param name="Offset">One a column.</param>
/// <param name="IsExponential">Whether an exponential follows.</param>
internal sealed record ValueResponse(double[] Slope, double[] Offset, bool IsExponential)
{
    private const double Tolerance = 1e-3;

    /// <summary>The sum that makes a value, or of an exponential its logarithm.</summary>
    public double Sum(double value, int column) => (value - Offset[column]) / Slope[column];

    /// <summary>Queries the target with its nodes replaced by constants. Numbers decide, not the names of the operators in between.</summary>
    /// <param name="columns">Sums a record.</param>
    /// <param name="constant">The target with given sums for every record.</param>
    /// <param name="record">Any one record.</param>
    /// <returns>Null when the model makes something else of the sums.</returns>
    public static ValueResponse? Of(int columns, Func<double[], OnnxClassifier> constant, RecordBatch record)
    {
        double[] At(Func<int, double> sum)
        {
            using var model = constant([.. Enumerable.Range(0, columns).Select(sum)]);
            return model.Predict(record, CancellationToken.None).Scores;
        }

        // The columns get different sums, so that one that leads to another's value is found out.
        double[][] answers = [At(static _ => 0), At(static _ => 1), At(static column => -1 - (.1 * column)), At(static column => 2 + (.2 * column))];
        return answers[0].Length != columns ? null
            : Affine(answers, false) ?? (answers.SelectMany(static row => row).All(static value => value > 0) ? Affine([.. answers.Select(static row => Array.ConvertAll(row, Math.Log))], true) : null);
    }

    private static ValueResponse? Affine(double[][] answers, bool isExponential)
    {
        double[] slope = [.. answers[1].Zip(answers[0], static (one, none) => one - none)];
        var fits = slope.Select((some, column) => Math.Abs(some) > 1e-9
            && Near(answers[2][column], answers[0][column] + (some * (-1 - (.1 * column))), some)
            && Near(answers[3][column], answers[0][column] + (some * (2 + (.2 * column))), some)).All(static fit => fit);
        return fits ? new ValueResponse(slope, answers[0], isExponential) : null;
    }

    private static bool Near(double one, double other, double slope) => Math.Abs(one - other) <= Tolerance * (Math.Abs(slope) + (1e-3 * Math.Abs(other)));
}
