using PrivacyGate.Auditing.Units;
using PrivacyGate.Metrics;

namespace PrivacyGate.Auditing.Findings;

/// <summary>What a finding costs an attacker: how far an attack gets with how many queries.</summary>
/// <param name="Attack">Its id.</param>
/// <param name="Points">In the order of queries; the last is the attack's finding. A single point where one answer a record is all the attack asks of the target.</param>
public sealed record QueryCost(string Attack, IReadOnlyList<QueryCostPoint> Points)
{
    /// <summary>Two-sided confidence of every point's interval, each for itself.</summary>
    public const double Confidence = 1 - (2 * ErrorShares.OneSided);

    /// <summary>What a label-only attack asked, in words; null for attacks that read one answer a record.</summary>
    public string? Description { get; init; }
}

/// <param name="Queries">Queries of the target a record, those that train shadows not counted.</param>
/// <param name="Advantage">Membership advantage on all records, cross-fitted.</param>
/// <param name="Lower">Its lower confidence bound; pointwise.</param>
/// <param name="Upper">Its upper confidence bound; pointwise.</param>
/// <param name="Auc">Area under the ROC curve.</param>
public sealed record QueryCostPoint(double Queries, double Advantage, double Lower, double Upper, double Auc);

/// <summary>Measures what findings cost: the points of label-only attacks with the same folds and the same bounds as the findings, a single query for all others.</summary>
internal static class QueryCosts
{
    private const int SingleQuery = 1;

    public static IReadOnlyList<QueryCost> Of(IReadOnlyList<AttackEvaluation> evaluations, IReadOnlyList<Finding> findings, LabelOnlyEvidence? labels)
    {
        return
        [
            .. evaluations.Select(evaluation =>
            {
                (var attack, var set) = (evaluation.Attack, evaluation.Set);
                var interval = new NewcombeInterval(set.Members, set.NonMembers, ErrorShares.OneSided, ErrorShares.OneSided);
                QueryCurve? curve = labels?.Curves.FirstOrDefault(curve => curve.AttackId == attack);
                var queries = curve?.Points[^1].QueriesPerRecord ?? SingleQuery;
                return new QueryCost(
                    attack,
                    [
                        .. curve is null ? [] : curve.Points.SkipLast(1).Select(point => Point(point, set, interval)),
                        OfFindings(queries, [.. findings.Where(finding => finding.Attack == attack && finding.Slice == SliceIds.All)]),
                    ]) { Description = curve?.Description };
            }),
        ];
    }

    private static QueryCostPoint Point(QueryPoint point, EvaluationSet all, NewcombeInterval interval)
    {
        var ranked = RankedScores.From(all.UnitScores(point.Scores));
        var outcomes = CrossFitting.BestAdvantage(ranked, all.Folds, all.IsMember);
        var advantage = MembershipAdvantage.From(outcomes, all.Members, all.NonMembers, interval);
        var auc = Auc.Value(RocCurve.From(ranked, all.IsMember));
        return new QueryCostPoint(point.QueriesPerRecord, advantage.Value, advantage.Interval.Lower, advantage.Interval.Upper, auc);
    }

    private static QueryCostPoint OfFindings(double queries, Finding[] findings)
    {
        var advantage = findings.First(static finding => finding.Metric == MetricIds.Advantage);
        var auc = findings.First(static finding => finding.Metric == MetricIds.Auc);
        return new QueryCostPoint(queries, advantage.Value!.Value, advantage.Lower!.Value, advantage.Upper!.Value, auc.Value!.Value);
    }
}
