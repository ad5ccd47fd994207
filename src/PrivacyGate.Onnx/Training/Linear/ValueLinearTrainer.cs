using PrivacyGate.Models;
using PrivacyGate.Onnx.Inspection;
using PrivacyGate.Onnx.Training.Nodes;
using PrivacyGate.Onnx.Training.Objectives;
using PrivacyGate.Samples;
using PrivacyGate.Signals;

namespace PrivacyGate.Onnx.Training.Linear;

/// <summary>Fits linear regressions in the place of the target's linear node. No chance is in it: the seed decides nothing.</summary>
public sealed class ValueLinearTrainer : ITrainer
{
    /// <summary>The normal equations cost the cube of it.</summary>
    private const int WidestFeatures = 1024;

    private const int Halvings = 30;

    /// <summary>Penalties searched, in units of a feature's variance.</summary>
    private const double WeakestPenalty = 1e-9;

    private const double StrongestPenalty = 1e6;

    private readonly ModelInspection inspection;
    private readonly NodeSeat seat;
    private readonly NodeInput input;
    private readonly ValueResponse response;
    private readonly double penalty;
    private readonly double? wantedLoss;

    private ValueLinearTrainer(ModelInspection inspection, NodeSeat seat, NodeInput input, ValueResponse response, double penalty, double? wantedLoss)
    {
        (this.inspection, this.seat, this.input, this.response, this.penalty, this.wantedLoss) = (inspection, seat, input, response, penalty, wantedLoss);
        var text = penalty == 0 ? "linear: least squares" : FormattableString.Invariant($"linear: least squares, L2 penalty {penalty:G4} a record");
        Description = new TrainerDescription(TrainerKinds.Linear, text, FormattableString.Invariant($"linear values {penalty:R} loss {wantedLoss:R}"));
    }

    public TrainerDescription Description { get; }

    /// <summary>Settles the penalty of the target's linear node on a pilot.</summary>
    /// <param name="inspection">The target, a regression.</param>
    /// <param name="pilot">Records such as a shadow will train on, as many as it will.</param>
    /// <param name="wantedLoss">The target's unexplained share of the variance on its members, which shadows are to reach on theirs; or null.</param>
    /// <param name="cancellation">Stops the search for the penalty.</param>
    /// <returns>Null when the target's values do not come from one linear node.</returns>
    public static ValueLinearTrainer? For(ModelInspection inspection, RecordBatch pilot, double? wantedLoss, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(inspection);
        ArgumentNullException.ThrowIfNull(pilot);
        inspection = LinearForm.Of(inspection);
        if (NodeSeat.Find(inspection, LinearWeights.IsOne, static _ => { }) is not { Nodes: [var node] } seat || LinearWeights.ColumnsOf(node) != inspection.Classes.Count)
        {
            return null;
        }

        var input = NodeInput.Open(inspection, node.Input[0]);
        var rows = input.Read(pilot, cancellation);
        var columns = inspection.Classes.Count;
        var response = rows.Width > WidestFeatures ? null
            : ValueResponse.Of(columns, sums => seat.Open((some, _) => new LinearWeights(new double[columns * rows.Width], sums).WriteTo(some)), pilot.Pick([0]));
        if (response is null or { IsExponential: true })
        {
            input.Dispose();
            return null;
        }

        return new ValueLinearTrainer(inspection, seat, input, response, Settle(rows, (ValueTargets)TrainingTargets.Of(inspection, pilot), wantedLoss, cancellation), wantedLoss);
    }

    public TrainedModel Train(RecordBatch records, ulong seed, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(records);
        var targets = (ValueTargets)TrainingTargets.Of(inspection, records);
        var rows = input.Read(records, cancellation);
        var weights = new LeastSquares(rows, targets, cancellation).Fit(penalty);
        var loss = Loss(rows, targets, weights);
        var model = seat.Open((node, _) => InUnitsOfTarget(weights, rows.Width).WriteTo(node));
        return new TrainedModel(model, new TrainingSummary(1, loss, wantedLoss, LossMatch.IsNear(loss, wantedLoss, LossMatch.VarianceFloor)));
    }

    public void Dispose() => input.Dispose();

    private LinearWeights InUnitsOfTarget(LinearWeights weights, int width) => new(
        [.. weights.Coefficients.Select((value, i) => value / response.Slope[i / width])],
        [.. weights.Intercepts.Select(response.Sum)]);

    /// <summary>The penalty under which the loss on the training records is the wanted one; the loss grows with it. None where no wanted loss is known, or none is needed.</summary>
    private static double Settle(NumberRows rows, ValueTargets targets, double? wantedLoss, CancellationToken cancellation)
    {
        var squares = new LeastSquares(rows, targets, cancellation);
        if (wantedLoss is not { } wanted || Loss(rows, targets, squares.Fit(0)) >= wanted)
        {
            return 0;
        }

        var low = Math.Log(WeakestPenalty * squares.Unit);
        var high = Math.Log(StrongestPenalty * squares.Unit);
        for (var i = 0; i < Halvings; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var middle = (low + high) / 2;
            (low, high) = Loss(rows, targets, squares.Fit(Math.Exp(middle))) > wanted ? (low, middle) : (middle, high);
        }

        return Math.Exp(low);
    }

    private static double Loss(NumberRows rows, ValueTargets targets, LinearWeights weights)
    {
        var answers = new double[targets.Values.Length];
        for (var i = 0; i < answers.Length; i++)
        {
            (var row, var column) = Math.DivRem(i, targets.Width);
            answers[i] = weights.Intercepts[column];
            for (var feature = 0; feature < rows.Width; feature++)
            {
                answers[i] += weights.Coefficients[(column * rows.Width) + feature] * rows.Row(row)[feature];
            }
        }

        return UnexplainedVariance.Of(answers, targets);
    }
}
