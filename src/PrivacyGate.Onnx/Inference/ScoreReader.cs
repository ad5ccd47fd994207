using Microsoft.ML.OnnxRuntime;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Inspection;
using PrivacyGate.Onnx.Runtime;
using PrivacyGate.Samples;

namespace PrivacyGate.Onnx.Inference;

/// <summary>Turns a score tensor into rows of class scores.</summary>
/// <param name="path">The model, for messages.</param>
/// <param name="reading">How the tensor is to be read.</param>
/// <param name="classes">Scores a record that come out.</param>
internal sealed class ScoreReader(string path, ScoreReading reading, int classes)
{
    /// <summary>ln 1e-45, where single-precision probabilities end: what a class with logit -infinity lies below the best one.</summary>
    private const double SmallestLogProbability = -103.616;

    public ScoreKind Kind => reading.Kind();

    private int Width => reading.IsSingle() ? 1 : classes;

    /// <summary>Reads the rows of the first records of a run of <paramref name="records"/>.</summary>
    public void Read(OrtValue tensor, int records, Span<double> target)
    {
        var info = tensor.GetTensorTypeAndShape();
        var byRecord = records == 1 || (info.Shape.Length > 0 && info.Shape[0] == records);
        if (!byRecord || info.ElementCount != (long)records * Width)
        {
            throw Refusal.Of(DiagnosticIds.ModelFailed, path, $"The model answered scores of shape ({string.Join(",", info.Shape)}) for {records} records of {classes} {(Kind.IsOfClasses() ? "classes" : "numbers")}. Export it with an open batch axis.");
        }

        var count = target.Length / classes;
        var finite = NumberReader.Read(tensor, info.ElementDataType, target[..(count * Width)]);
        if (!finite)
        {
            ReplaceInfinity(target, count);
        }

        Spread(target, count);
    }

    private void Spread(Span<double> target, int count)
    {
        switch (reading)
        {
            case ScoreReading.SingleLogit:
                for (var i = count - 1; i >= 0; i--)
                {
                    (target[2 * i], target[(2 * i) + 1]) = (0, target[i]);
                }

                break;
            case ScoreReading.SingleProbability:
                for (var i = count - 1; i >= 0; i--)
                {
                    (target[2 * i], target[(2 * i) + 1]) = (1 - target[i], target[i]);
                }

                break;
            case ScoreReading.OneVersusRest:
                foreach (ref var value in target)
                {
                    value = ProbabilityRows.LogSigmoid(value);
                }

                break;
        }
    }

    /// <summary>A logit of -infinity says "impossible" and is a fair answer of a classifier; NaN and +infinity are none, and neither is a predicted value of -infinity.</summary>
    private void ReplaceInfinity(Span<double> target, int count)
    {
        for (var record = 0; record < count; record++)
        {
            var row = target.Slice(record * Width, Width);
            var best = double.NegativeInfinity;
            foreach (var value in row)
            {
                best = double.IsNaN(value) ? double.NaN : Math.Max(best, value);
            }

            if (!double.IsFinite(best) || (Kind != ScoreKind.Logits && row.ContainsAnyExceptInRange(double.MinValue, double.MaxValue)))
            {
                var answer = double.IsNaN(best) ? "NaN" : "infinity";
                throw Refusal.Of(DiagnosticIds.ModelFailed, path, FormattableString.Invariant(
                    $"The model answered {answer} for record {record} of the batch. Check that the records are scaled as in training."));
            }

            foreach (ref var value in row)
            {
                value = double.IsNegativeInfinity(value) ? best + SmallestLogProbability : value;
            }
        }
    }
}
