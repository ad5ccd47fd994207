namespace PrivacyGate.Auditing.Knowledge;

/// <summary>Whether a model that is no classifier does better for its members than the best constant answer would.</summary>
internal static class TaskKnowledge
{
    /// <summary>One-sided errors of .005 and .05.</summary>
    private const double InvalidAt = 2.58;

    private const double DoubtedAt = 1.64;

    /// <returns>Why the audit is of another model than the one shipped, and why it cannot pass though it may fail; null where there is no reason. Nothing is known of a model of bare scores.</returns>
    public static (Diagnostic? Invalidity, Diagnostic? Reservation) Of(AuditSample sample)
    {
        if (sample.Fit.OnMembers is not { } gain)
        {
            return (null, null);
        }

        var told = FormattableString.Invariant($"{NameOf(sample.Input.Signals.Task)} on the members is {gain.Mean:0.###}, where the best constant answer gives 0 ({gain.Units} members looked at)");
        return gain switch
        {
            _ when gain.IsSurelyBelow(0, InvalidAt) => (Diagnostic.Error(
                DiagnosticIds.MembersUnknown, $"the model does not predict these values: its {told}; {Advice(sample)}"), null),
            _ when !gain.IsSurelyAbove(0, DoubtedAt) => (null, Diagnostic.Warning(
                DiagnosticIds.KnowledgeUnproven, $"it is not proven that the model predicts these values: its {told}, so no pass can be given; {Advice(sample)}; or give more members")),
            _ => (null, null),
        };
    }

    private static string NameOf(ModelTask task) => task == ModelTask.MultiLabel ? "gain in log loss" : "R2";

    private static string Advice(AuditSample sample) => sample.Input.Signals.Task == ModelTask.Reconstruction
        ? "check the order of columns and that the records are scaled as in training"
        : "check the target columns, the order of columns, and that records and targets are scaled as in training";
}
