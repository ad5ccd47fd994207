using PrivacyGate.Metrics;

namespace PrivacyGate.Auditing.Knowledge;

/// <summary>Whether a model that is no classifier does better for its members than the best constant answer would.</summary>
internal static class TaskKnowledge
{
    /// <summary>One-sided errors, the first shared by all values of a record.</summary>
    private const double InvalidError = 0.005;

    private const double DoubtError = 0.05;

    /// <returns>
    /// Why the audit is of another model than the one shipped, and why it cannot pass though it may fail; null where there is no
    /// reason. Two values in each other's place are seen by the one of them that is surely no better than a constant.
    /// </returns>
    public static (Diagnostic? Invalidity, Diagnostic? Reservation) Of(AuditSample sample)
    {
        var fit = sample.Fit;
        if (fit.IsConstant && sample.Input.Signals.Task == ModelTask.Score)
        {
            return (null, Diagnostic.Warning(
                DiagnosticIds.KnowledgeUnproven, "the model gives every audited record the same score, so nothing shows that it reads them and no pass can be given; check the order of columns, and that the records are scaled as in training"));
        }

        var gains = fit.OnMembers;
        if (gains.Count == 0)
        {
            return (null, null);
        }

        var invalidAt = -Normal.Quantile(InvalidError / gains.Count);
        var doubtedAt = -Normal.Quantile(DoubtError);
        var worst = Enumerable.Range(0, gains.Count).MinBy(value => gains[value].Mean);
        return gains switch
        {
            _ when Enumerable.Range(0, gains.Count).FirstOrDefault(value => gains[value].IsSurelyBelow(0, invalidAt), -1) is >= 0 and var wrong => (Diagnostic.Error(
                DiagnosticIds.MembersUnknown, $"the model does not {What(sample, wrong)}: its {Told(sample, gains[wrong])}; {Advice(sample)}"), null),
            _ when gains[worst].Mean <= 0 || !gains.Any(gain => gain.IsSurelyAbove(0, doubtedAt)) => (null, Diagnostic.Warning(
                DiagnosticIds.KnowledgeUnproven, $"it is not proven that the model can {What(sample, worst)}: its {Told(sample, gains[worst])}, so no pass can be given; {Advice(sample)}; or give more members")),
            _ => (null, null),
        };
    }

    private static string What(AuditSample sample, int value) => sample.Input.Signals.Task == ModelTask.Ranking ? "put these documents into order"
        : sample.Fit.OnMembers.Count == 1 ? "predict these values"
        : FormattableString.Invariant($"predict {(sample.Input.Signals.Task == ModelTask.MultiLabel ? "label" : "value")} {value + 1} of a record");

    private static string Told(AuditSample sample, Gain gain)
    {
        if (sample.Input.Signals.Task == ModelTask.Ranking)
        {
            return FormattableString.Invariant($"share of pairs in order on the members is {(gain.Mean + 1) / 2:0.###}, where chance gives 0.5 ({gain.Units} queries looked at)");
        }

        var name = sample.Input.Signals.Task == ModelTask.MultiLabel ? "gain in log loss" : "R2";
        return FormattableString.Invariant($"{name} on the members is {gain.Mean:0.###}, where the best constant answer gives 0 ({gain.Units} members looked at)");
    }

    private static string Advice(AuditSample sample) => sample.Input.Signals.Task == ModelTask.Ranking
        ? "check that a larger 'target' is a more relevant document, that 'group' names the query, and the order of columns"
        : sample.Input.Signals.Task == ModelTask.Reconstruction ? "check the order of columns and that the records are scaled as in training"
        : "check the target columns and their order, the order of columns, and that records and targets are scaled as in training";
}
