using PrivacyGate.Features;
using PrivacyGate.Models;

namespace PrivacyGate.Shadows.Synthesis;

/// <summary>
/// Records that the target is sure of, found from its scores alone (Shokri et al. 2017, algorithm 1): from a random
/// record, some features are drawn anew as long as the class's probability does not fall; the more refusals in a row,
/// the fewer features. All records climb together, so that every question is one large batch.
/// </summary>
internal sealed class HillClimbing
{
    private const double LeastConfidence = 0.2;
    private const int MostRejections = 10;

    /// <summary>Of a record's features, the share drawn anew at first and at last: 128 and 4 of the paper's 600.</summary>
    private const double MostShare = 128.0 / 600;
    private const double LeastShare = 4.0 / 600;

    private readonly RecordCells cells;
    private readonly FeatureValues values;
    private readonly IClassifier target;
    private readonly SynthesisOptions options;
    private readonly CancellationToken cancellation;
    private readonly int most;
    private readonly int least;

    public HillClimbing(RecordCells cells, FeatureSpace space, IClassifier target, SynthesisOptions options, CancellationToken cancellation)
    {
        (this.cells, this.target, this.options, this.cancellation) = (cells, target, options, cancellation);
        values = new FeatureValues(cells, space);
        most = Math.Max(1, (int)(values.Changeable.Length * MostShare));
        least = Math.Max(1, (int)(values.Changeable.Length * LeastShare));
    }

    public RecordBatch Make()
    {
        var classes = target.Classes.Count;
        var climbers = new Climber[options.Count];
        var best = cells.NewRows(options.Count);
        var next = cells.NewRows(options.Count);
        for (var row = 0; row < climbers.Length; row++)
        {
            cancellation.ThrowIfCancellationRequested();
            climbers[row] = new Climber(row % classes, most, CountedDraw.For(options.Seed, SyntheticRecords.Purpose.Climb, (ulong)row));
            Begin(next, row, ref climbers[row].Draw);
        }

        for (var query = 0; query < options.QueriesPerRecord && !Array.TrueForAll(climbers, static climber => climber.Done); query++)
        {
            var answers = target.Predict(next.Batch, cancellation);
            for (var row = 0; row < climbers.Length; row++)
            {
                cancellation.ThrowIfCancellationRequested();
                Step(ref climbers[row], row, answers, best, next);
            }
        }

        return Arrived(climbers, best.Batch);
    }

    private void Step(ref Climber climber, int row, Predictions answers, RecordCells.ProbeRows best, RecordCells.ProbeRows next)
    {
        if (climber.Done)
        {
            return;
        }

        var probability = Probability(answers, row, climber.Class);
        if (probability >= climber.Probability)
        {
            var sure = probability > LeastConfidence && answers.PredictedClass[row] == climber.Class;
            (climber.Probability, climber.Rejections) = (probability, 0);
            best.CopyRow(row, next);
            climber.Done = sure && climber.Draw.Uniform() < probability;
        }
        else if (++climber.Rejections > MostRejections)
        {
            (climber.Changes, climber.Rejections) = (Math.Max(least, (climber.Changes + 1) / 2), 0);
        }

        next.CopyRow(row, best);
        for (var change = 0; change < climber.Changes; change++)
        {
            values.Any(next, row, values.Changeable[climber.Draw.Below(values.Changeable.Length)], ref climber.Draw);
        }
    }

    /// <summary>Fixed features are some record's, so that the whole could be.</summary>
    private void Begin(RecordCells.ProbeRows rows, int row, ref CountedDraw draw)
    {
        rows.CopyRecord(row, draw.Below(cells.Count));
        foreach (var feature in values.Changeable)
        {
            values.Any(rows, row, feature, ref draw);
        }
    }

    private RecordBatch Arrived(Climber[] climbers, RecordBatch best)
    {
        int[] done = [.. Enumerable.Range(0, climbers.Length).Where(row => climbers[row].Done)];
        if (done.Length == 0)
        {
            throw new InputException(Diagnostic.Error(
                DiagnosticIds.NoRecords,
                FormattableString.Invariant($"no made-up record reached a probability above {LeastConfidence} within {options.QueriesPerRecord} queries; take another source of shadow records, such as statistics-based")));
        }

        return (best with { Labels = Array.ConvertAll(climbers, static climber => climber.Class), Keys = SyntheticRecords.Keys(climbers.Length, options.Seed) }).Pick(done);
    }

    private static double Probability(Predictions answers, int row, int label)
    {
        ReadOnlySpan<double> scores = answers.Scores.AsSpan(row * answers.ClassCount, answers.ClassCount);
        if (answers.Kind == ScoreKind.Probabilities)
        {
            return scores[label];
        }

        var top = double.NegativeInfinity;
        foreach (var score in scores)
        {
            top = Math.Max(top, score);
        }

        double sum = 0;
        foreach (var score in scores)
        {
            sum += Math.Exp(score - top);
        }

        return Math.Exp(scores[label] - top) / sum;
    }

    private struct Climber(int label, int changes, CountedDraw draw)
    {
        public readonly int Class = label;
        public int Changes = changes;
        public int Rejections;
        public double Probability;
        public bool Done;
        public CountedDraw Draw = draw;
    }
}
