using PrivacyGate.Models;
using PrivacyGate.Onnx.Inspection;
using PrivacyGate.Onnx.Training.Nodes;
using PrivacyGate.Samples;

namespace PrivacyGate.Onnx.Training.Linear;

/// <summary>Trains logistic regressions in the place of the target's linear node. No chance is in it: the seed decides nothing.</summary>
public sealed class LinearTrainer : ITrainer
{
    private const int Steps = 500;

    /// <summary>Steps of the search, each over half of what is left of the range.</summary>
    private const int Halvings = 10;

    private const double WeakestPenalty = 1e-8;
    private const double StrongestPenalty = 10;

    private readonly NodeSeat seat;
    private readonly NodeInput input;
    private readonly LinkLoss loss;
    private readonly SumResponse response;
    private readonly double penalty;
    private readonly double? wantedLoss;

    private LinearTrainer(NodeSeat seat, NodeInput input, SumResponse response, LinkLoss loss, double penalty, double? wantedLoss)
    {
        (this.seat, this.input, this.response, this.loss, this.penalty, this.wantedLoss) = (seat, input, response, loss, penalty, wantedLoss);
        var text = FormattableString.Invariant($"linear: logistic regression, L2 penalty {penalty:G4} a record");
        Description = new TrainerDescription(TrainerKinds.Linear, text, FormattableString.Invariant($"linear {penalty:R} loss {wantedLoss:R}"));
    }

    public TrainerDescription Description { get; }

    /// <summary>Settles the penalty of the target's linear node on a pilot.</summary>
    /// <param name="inspection">The target.</param>
    /// <param name="pilot">Records such as a shadow will train on, as many as it will.</param>
    /// <param name="wantedLoss">The target's mean loss on its members, in nats, which shadows are to reach on theirs; or null.</param>
    /// <param name="cancellation">Stops the search for the penalty.</param>
    /// <returns>Null when the target's scores do not come from one linear node of the machine-learning domain.</returns>
    public static LinearTrainer? For(ModelInspection inspection, RecordBatch pilot, double? wantedLoss, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(inspection);
        ArgumentNullException.ThrowIfNull(pilot);
        if (NodeSeat.Find(inspection, LinearWeights.IsOne, static _ => { }) is not { Nodes: [var node] } seat || LinearWeights.ColumnsOf(node) is 0 or > 1 << 16)
        {
            return null;
        }

        var input = NodeInput.Open(inspection, node.Input[0]);
        try
        {
            var rows = input.Read(pilot, cancellation);
            var columns = LinearWeights.ColumnsOf(node);
            var response = SumResponse.Of(
                columns, (sums, _) => seat.Open((some, _) => new LinearWeights(new double[columns * rows.Width], sums).WriteTo(some)), false, pilot.Pick([0]));
            if (response is null or { AreShares: true })
            {
                input.Dispose();
                return null;
            }

            var loss = new LinkLoss(columns, response.OneVersusRest);
            var penalty = Settle(new LogisticObjective(rows, pilot.Labels, loss) { Cancellation = cancellation }, pilot.Count, wantedLoss, cancellation);
            return new LinearTrainer(seat, input, response, loss, penalty, wantedLoss);
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
        (var weights, var meanLoss) = Fit(records, cancellation);
        return new TrainedModel(seat.Open((node, _) => weights.WriteTo(node)), new TrainingSummary(1, meanLoss, wantedLoss, LossMatch.IsNear(meanLoss, wantedLoss)));
    }

    public void Dispose() => input.Dispose();

    internal (LinearWeights Weights, double MeanLoss) Fit(RecordBatch records, CancellationToken cancellation)
    {
        var objective = new LogisticObjective(input.Read(records, cancellation), records.Labels, loss) { Penalty = penalty, Cancellation = cancellation };
        var point = LimitedMemoryDescent.Minimise(new double[objective.Parameters], objective.At, Steps, cancellation);
        return (objective.Weights(point, response), objective.MeanLoss);
    }

    /// <summary>The penalty under which the loss on the training records is the wanted one; the loss grows with it. Without a wanted loss that of scikit-learn's default.</summary>
    private static double Settle(LogisticObjective objective, int records, double? wantedLoss, CancellationToken cancellation)
    {
        if (wantedLoss is not { } wanted)
        {
            return 1.0 / records;
        }

        var low = Math.Log(WeakestPenalty);
        var high = Math.Log(StrongestPenalty);
        var point = new double[objective.Parameters];
        for (var i = 0; i < Halvings; i++)
        {
            // Each search starts where the last one ended.
            objective.Penalty = Math.Exp((low + high) / 2);
            point = LimitedMemoryDescent.Minimise(point, objective.At, Steps, cancellation);
            (low, high) = objective.MeanLoss > wanted ? (low, (low + high) / 2) : ((low + high) / 2, high);
        }

        return Math.Exp((low + high) / 2);
    }
}
