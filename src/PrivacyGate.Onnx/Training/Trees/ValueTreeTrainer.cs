using PrivacyGate.Models;
using PrivacyGate.Onnx.Inspection;
using PrivacyGate.Onnx.Training.Nodes;
using PrivacyGate.Onnx.Training.Objectives;
using PrivacyGate.Onnx.Trees;
using PrivacyGate.Samples;

namespace PrivacyGate.Onnx.Training.Trees;

/// <summary>Trains ensembles of regression trees of the target's kind and size, and puts them into the target's own graph.</summary>
public sealed class ValueTreeTrainer : ITrainer
{
    /// <summary>Leaves as many as the most of any tree: where half of the trees have them, the number was a limit.</summary>
    private const double ShareAtLimit = .5;

    /// <summary>Trees of a forest answer alike from the first to the last; later trees of boosting answer what is left.</summary>
    private const double AlikeSpread = .6;

    private const double AlikeCorrelation = .5;

    private readonly ModelInspection inspection;
    private readonly TreeSeat seat;
    private readonly NodeInput input;
    private readonly IValueGrowth growth;
    private readonly double? wantedLoss;

    private ValueTreeTrainer(ModelInspection inspection, TreeSeat seat, NodeInput input, IValueGrowth growth, double? wantedLoss)
    {
        (this.inspection, this.seat, this.input, this.growth, this.wantedLoss) = (inspection, seat, input, growth, wantedLoss);
        Description = new TrainerDescription(growth.Kind, $"{growth.Kind}: {growth.Recipe}", FormattableString.Invariant($"{(inspection.Task == ModelTask.Ranking ? "ranking" : "values")} {growth.Kind} {growth.Fingerprint} loss {wantedLoss:R}"));
    }

    public TrainerDescription Description { get; }

    /// <summary>Reads the target's trees and settles the recipe on a pilot.</summary>
    /// <param name="inspection">The target, a regression or a ranking.</param>
    /// <param name="pilot">Records such as a shadow will train on, as many as it will.</param>
    /// <param name="wantedLoss">The target's unexplained share of the variance on its members, or mean pairwise loss, which shadows are to reach on theirs; or null.</param>
    /// <param name="refusal">Why trees of the target cannot be grown anew; null where it has none.</param>
    /// <param name="cancellation">Stops the search for the recipe.</param>
    /// <returns>Null when the target's values do not come from a tree ensemble.</returns>
    internal static ValueTreeTrainer? For(ModelInspection inspection, RecordBatch pilot, double? wantedLoss, out string? refusal, CancellationToken cancellation)
    {
        if (TreeSeat.Find(inspection, out refusal) is not { } seat)
        {
            return null;
        }

        if (ValueResponse.Of(seat.Ensemble.Columns, sums => seat.Constant(sums, false), pilot.Pick([0])) is not { } response)
        {
            refusal = "the model makes no values, and no logarithms of values, of the sums of its trees";
            return null;
        }

        var targets = (ValueTargets)TrainingTargets.Of(inspection, pilot);
        var input = NodeInput.Open(inspection, seat.Ensemble.Node.Input[0]);
        try
        {
            var rows = input.Read(pilot, cancellation);
            var isForest = !response.IsExponential && IsForest(seat.Ensemble, rows) && (targets.Task != ModelTask.Ranking || AnswersRelevances(seat.Ensemble, rows, response, targets));
            IValueGrowth growth = !isForest && targets.Task == ModelTask.Ranking ? RankedBoostedGrowth.Settle(rows, targets, response, seat.Ensemble, wantedLoss, cancellation)
                : !isForest ? ValueBoostedGrowth.Settle(rows, targets, response, seat.Ensemble, wantedLoss, cancellation)
                : IsLimited(seat.Ensemble) && targets.Width == 1 ? ValueBaggedGrowth.Settle(rows, targets, response, seat.Ensemble, cancellation)
                : ValueForestGrowth.Settle(rows, targets, response, seat.Ensemble, wantedLoss, cancellation);
            return new ValueTreeTrainer(inspection, seat, input, growth, wantedLoss);
        }
        catch
        {
            input.Dispose();
            throw;
        }
    }

    public TrainedModel Train(RecordBatch records, ulong seed, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(records);
        var targets = (ValueTargets)TrainingTargets.Of(inspection, records);
        (var trees, var loss) = growth.Grow(input.Read(records, cancellation), targets, seed, cancellation);
        return new TrainedModel(seat.Open(trees), new TrainingSummary(growth.Passes, loss, wantedLoss, LossMatch.IsNear(loss, wantedLoss, LossMatch.FloorOf(inspection.Task))));
    }

    public void Dispose() => input.Dispose();

    private static bool IsLimited(TreeEnsemble target) => target.MaxLeaves > 1 && target.Trees.Count(tree => tree.Leaves == target.MaxLeaves) >= ShareAtLimit * target.Trees.Count;

    /// <summary>Whether late trees answer as the whole ensemble does, and as widely as the first.</summary>
    private static bool IsForest(TreeEnsemble target, NumberRows rows)
    {
        double[][] answers = [.. target.Trees.Select(tree => Enumerable.Range(0, rows.Count).Select(row => Sum(tree.LeafOf(tree.Find(rows.Row(row))))).ToArray())];
        double[] whole = [.. Enumerable.Range(0, rows.Count).Select(row => answers.Sum(own => own[row]))];
        var some = Math.Max(1, answers.Length / 4);
        var early = answers[..some].Average(static own => Math.Sqrt(Product(own, own)));
        var late = answers[^some..].Average(static own => Math.Sqrt(Product(own, own)));
        var alike = answers[^some..].Average(own => Product(own, whole) / Math.Sqrt(Math.Max(double.Epsilon, Product(own, own) * Product(whole, whole))));
        return late >= AlikeSpread * early && alike >= AlikeCorrelation;
    }

    /// <summary>Whether a ranking's scores lie where the relevances do, as those of a forest grown on them; boosted scores start at 0.</summary>
    private static bool AnswersRelevances(TreeEnsemble target, NumberRows rows, ValueResponse response, ValueTargets targets)
    {
        var score = Enumerable.Range(0, rows.Count).Average(row => target.Trees.Sum(tree => Sum(tree.LeafOf(tree.Find(rows.Row(row))))));
        var mean = targets.Values.Average(static value => (double)value);
        var deviation = Math.Sqrt(targets.Values.Average(value => (value - mean) * (value - mean)));
        return Math.Abs((response.Slope[0] * score) + response.Offset[0] - mean) <= deviation / 2;
    }

    private static double Sum(ReadOnlySpan<float> leaf)
    {
        double sum = 0;
        foreach (var value in leaf)
        {
            sum += value;
        }

        return sum;
    }

    /// <summary>Sum of the products of distances from the mean.</summary>
    private static double Product(double[] one, double[] other)
    {
        var (mean, otherMean) = (one.Average(), other.Average());
        return one.Zip(other).Sum(pair => (pair.First - mean) * (pair.Second - otherMean));
    }
}
