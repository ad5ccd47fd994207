using PrivacyGate.Models;

namespace PrivacyGate.Signals;

/// <summary>
/// How well the target fits its members, at any temperature: what shadows are to match. The temperature is fitted to
/// members and non-members alike, so that it knows no side. The loss is the public scalar of <see cref="Samples.AuditInput.MeanMemberLoss"/>,
/// read at the temperature that shadows have; no attack sees either.
/// </summary>
public sealed class TargetFit
{
    /// <summary>Records looked at: a temperature is one number.</summary>
    private const int MostRecords = 4_000;

    private readonly ScoredRecords members;
    private readonly double memberLoss;

    private TargetFit(ScoredRecords members, double memberLoss, double memberShare, double? temperature) =>
        (this.members, this.memberLoss, MemberShare, Temperature) = (members, memberLoss, memberShare, temperature);

    /// <summary>Share of members among the records.</summary>
    public double MemberShare { get; }

    /// <summary>At which the target's answers to all records are calibrated; null where they do not point to the true classes.</summary>
    public double? Temperature { get; }

    /// <summary>Asks the target about some of the audited records.</summary>
    /// <param name="target">Gives scores.</param>
    /// <param name="records">The audited records, in the order of their content.</param>
    /// <param name="isMember">Their sides.</param>
    /// <param name="memberLoss">The mean loss on all members, in nats.</param>
    /// <param name="cancellation">Stops between batches.</param>
    public static TargetFit Of(IClassifier target, RecordBatch records, bool[] isMember, double memberLoss, CancellationToken cancellation)
    {
        var rows = RecordBatch.Spread(records.Count, MostRecords);
        var asked = rows.Length == records.Count ? records : records.Pick(rows);
        var scored = Answers(target, asked, cancellation);
        int[] ofMembers = [.. Enumerable.Range(0, rows.Length).Where(place => isMember[rows[place]])];
        return new TargetFit(
            scored.Pick(ofMembers), memberLoss, (double)isMember.Count(static member => member) / Math.Max(1, isMember.Length), Signals.Temperature.Fit([(scored, 1)]));
    }

    /// <summary>The mean loss on members at a temperature, in nats.</summary>
    public double MemberLoss(double temperature) => temperature == 1 || members.Count == 0 ? memberLoss : members.MeanLoss(temperature);

    /// <summary>What a model says of records, asked as many at a time as it likes.</summary>
    /// <param name="model">Gives scores.</param>
    /// <param name="records">The records.</param>
    /// <param name="cancellation">Stops between batches.</param>
    public static ScoredRecords Answers(IClassifier model, RecordBatch records, CancellationToken cancellation) =>
        ScoredRecords.Of(model.Predict(records, cancellation), records.Labels);
}
