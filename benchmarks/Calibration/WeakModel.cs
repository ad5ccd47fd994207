using PrivacyGate.Samples;
using PrivacyGate.Signals;

namespace PrivacyGate.Calibration;

/// <summary>An honest model that knows little: its AUC for each class is the one asked for, on members and non-members alike.</summary>
/// <param name="Auc">Area under the curve of each class against the rest.</param>
/// <param name="Classes">Number of classes.</param>
/// <param name="Rare">Share of records of the last class.</param>
/// <param name="Kind">Whether it answers scores, or a label alone: then the label is the class with the best score, the scores of a rare class corrected for its share.</param>
internal sealed record WeakModel(double Auc, int Classes, double Rare, ScoreKind Kind)
{
    public AuditSample Sample(int aSide, ulong seed)
    {
        var draw = new Draw(seed);
        var collector = new SignalCollector([]);

        // A score that is normal with variance 1 in both groups.
        var apart = Math.Sqrt(2) * -Metrics.Normal.Quantile(1 - Auc);
        foreach (var side in new[] { Side.Member, Side.NonMember })
        {
            int[] labels = [.. Enumerable.Range(0, aSide).Select(i => i < Classes ? i : Label(draw))];
            double[] scores = [.. labels.SelectMany(label => Scores(draw, label, apart))];
            int[] predicted = [.. scores.Chunk(Classes).Select(static row => Array.IndexOf(row, row.Max()))];
            collector.Add(
                side,
                new RecordBatch(
                    [new FeatureBlock("x", ElementKind.Float32, [1], labels.Select(_ => (float)draw.Normal()).ToArray())],
                    labels, [.. labels.Select(_ => new UInt128(draw.Bits(), draw.Bits()))], null, []),
                new Predictions(Kind, Classes, Kind == ScoreKind.LabelOnly ? [] : scores, predicted, null));
        }

        return collector.ToSample();
    }

    private int Label(Draw draw) => draw.Uniform() < Rare ? Classes - 1 : (int)(draw.Uniform() * (Classes - 1));

    /// <summary>Log-odds of two classes are one number; of more, each class has its own. The label of a two-class model is cut where it answers as often as the class occurs.</summary>
    private double[] Scores(Draw draw, int label, double apart)
    {
        if (Classes == 2)
        {
            var cut = Kind == ScoreKind.LabelOnly ? -Metrics.Normal.Quantile(Math.Min(0.5, Rare)) : 3;
            return [0, draw.Normal() + (label == 1 ? apart : 0) - cut];
        }

        return [.. Enumerable.Range(0, Classes).Select(c => draw.Normal() + (label == c ? apart : 0))];
    }
}
