using PrivacyGate.Models;
using PrivacyGate.Onnx.Inspection;
using PrivacyGate.Onnx.Training.Nodes;
using PrivacyGate.Samples;

namespace PrivacyGate.Onnx.Training.Trees;

/// <summary>Trains tree ensembles of the target's kind and size, and puts them into the target's own graph.</summary>
public sealed class TreeTrainer : ITrainer
{
    private readonly TreeSeat seat;
    private readonly NodeInput input;
    private readonly ITreeGrowth growth;
    private readonly double? wantedLoss;

    private TreeTrainer(TreeSeat seat, NodeInput input, ITreeGrowth growth, double? wantedLoss)
    {
        (this.seat, this.input, this.growth, this.wantedLoss) = (seat, input, growth, wantedLoss);
        Description = new TrainerDescription(
            growth.Kind, $"{growth.Kind}: {(seat.Nodes > 1 ? FormattableString.Invariant($"{seat.Nodes} ensembles, one a class, ") : "")}{growth.Recipe}", FormattableString.Invariant($"{growth.Kind} {growth.Fingerprint} loss {wantedLoss:R}"));
    }

    public TrainerDescription Description { get; }

    /// <summary>What the target's trees show of how they were grown; null for trees that vote.</summary>
    internal BoostingShape? Shape => (growth as BoostedGrowth)?.Shape;

    /// <summary>Reads the target's trees and settles the recipe on a pilot.</summary>
    /// <param name="inspection">The target.</param>
    /// <param name="pilot">Records such as a shadow will train on, as many as it will. The recipe follows from them; nothing is trained on them that is kept.</param>
    /// <param name="wantedLoss">The target's mean loss on its members, in nats, which shadows are to reach on theirs; or null.</param>
    /// <param name="temperature">What the target's logits are divided by: its leaves are read on that scale.</param>
    /// <param name="known">What another trainer for the same target and pilot found.</param>
    /// <param name="refusal">Why trees of the target cannot be grown anew; null where it has none.</param>
    /// <param name="cancellation">Stops the search for the recipe.</param>
    /// <returns>Null when the target's scores do not come from a tree ensemble, or from one a column.</returns>
    internal static TreeTrainer? For(
        ModelInspection inspection, RecordBatch pilot, double? wantedLoss, double temperature, BoostingShape? known, out string? refusal, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(inspection);
        ArgumentNullException.ThrowIfNull(pilot);
        if (TreeSeat.Find(inspection, out refusal) is not { } seat)
        {
            return null;
        }

        if (SumResponse.Of(seat.Ensemble.Columns, seat.Constant, seat.Ensemble.LeavesAreShares, pilot.Pick([0])) is not { } response)
        {
            refusal = "the model makes neither logits nor probabilities of the sums of its trees";
            return null;
        }

        var input = NodeInput.Open(inspection, seat.Ensemble.Node.Input[0]);
        try
        {
            var rows = input.Read(pilot, cancellation);
            ITreeGrowth growth = response.AreShares
                ? ForestGrowth.Settle(rows, pilot.Labels, Math.Max(2, inspection.Classes.Count), seat.Ensemble, inspection.Plan.ProbabilityFloor, wantedLoss, cancellation)
                : seat.Ensemble.LeavesAreVotes ? BaggedGrowth.Settle(rows, pilot.Labels, response, seat.Ensemble, cancellation)
                : BoostedGrowth.Settle(rows, pilot.Labels, response, temperature, seat.Ensemble, known, wantedLoss, cancellation);
            return new TreeTrainer(seat, input, growth, wantedLoss);
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
        (var trees, var loss) = growth.Grow(input.Read(records, cancellation), records.Labels, seed, cancellation);
        return new TrainedModel(seat.Open(trees), new TrainingSummary(growth.Passes, loss, wantedLoss, LossMatch.IsNear(loss, wantedLoss)));
    }

    /// <summary>The target's graph with new trees, as a model file holds it.</summary>
    internal Messages.ModelProto TrainGraph(RecordBatch records, ulong seed, CancellationToken cancellation) =>
        seat.With(growth.Grow(input.Read(records, cancellation), records.Labels, seed, cancellation).Trees);

    public void Dispose() => input.Dispose();
}
