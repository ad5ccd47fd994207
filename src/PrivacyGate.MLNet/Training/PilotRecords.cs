using PrivacyGate.Formats;
using PrivacyGate.Models;
using PrivacyGate.Signals;

namespace PrivacyGate.MLNet.Training;

/// <summary>
/// Records that pilots are trained on, and others to see how sure a pilot is of what it does not know. Classifiers are compared at
/// their own temperatures: scores without a calibrator are no logits, and their loss says little at the scale they happen to have.
/// </summary>
internal sealed class PilotRecords
{
    /// <summary>Records of each kind looked at: a temperature is one number.</summary>
    private const int MostAsked = 2_000;

    private readonly TargetFit? fit;
    private readonly double wanted;
    private readonly RecordBatch asked;
    private readonly RecordBatch others;

    /// <param name="request">What shadow models are wanted for.</param>
    /// <param name="memberLoss">The target's mean loss on its members.</param>
    public PilotRecords(ShadowRequest request, double memberLoss)
    {
        fit = request.Fit?.Temperature is null ? null : request.Fit;
        wanted = fit is { Temperature: { } own } ? fit.MemberLoss(own) : memberLoss;

        // A quarter at least is left out, or nothing would be known of records not trained on.
        var size = fit is null ? request.Size : Math.Min(request.Size, request.Records.Count * 3 / 4);
        var rows = QueryGroups.Spread(request.Records, Math.Max(1, size));
        HashSet<int> trained = [.. rows];
        int[] rest = [.. Enumerable.Range(0, request.Records.Count).Where(row => !trained.Contains(row))];
        Own = request.Records.Pick(rows);
        asked = Own.Pick(RecordBatch.Spread(Own.Count, MostAsked));
        others = request.Records.Pick([.. RecordBatch.Spread(rest.Length, MostAsked).Select(place => rest[place])]);
    }

    /// <summary>What a pilot is trained on.</summary>
    public RecordBatch Own { get; }

    /// <summary>What a pilot shows.</summary>
    public PilotTrial Trial(TrainedModel pilot, CancellationToken cancellation)
    {
        var floor = LossMatch.FloorOf(Own.Targets.Task);
        if (fit is not { Temperature: { } target })
        {
            return new PilotTrial(LossMatch.Distance(pilot.Summary.MeanLoss, wanted, floor), 1);
        }

        var trained = TargetFit.Answers(pilot.Classifier, asked, cancellation);
        var left = TargetFit.Answers(pilot.Classifier, others, cancellation);
        return Temperature.Fit([(trained, fit.MemberShare), (left, 1 - fit.MemberShare)]) is { } own
            ? new PilotTrial(LossMatch.Distance(trained.MeanLoss(own), wanted, floor), target / own)
            : new PilotTrial(LossMatch.Distance(pilot.Summary.MeanLoss, wanted, floor), 1);
    }
}

/// <param name="Distance">Of its loss from the target's, as the logarithm of their ratio.</param>
/// <param name="Factor">What the target's logits are to be divided by to be as sure as the pilot's.</param>
internal readonly record struct PilotTrial(double Distance, double Factor);
