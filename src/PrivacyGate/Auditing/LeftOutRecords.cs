namespace PrivacyGate.Auditing;

/// <summary>Tells which records were left out of an audit, and why.</summary>
internal static class LeftOutRecords
{
    public static IEnumerable<Diagnostic> Of(AuditSample sample)
    {
        var counts = sample.Counts;
        var queries = sample.Input.Signals.Task == ModelTask.Ranking;
        if (counts.EqualMembers + counts.EqualNonMembers > 0)
        {
            yield return Diagnostic.Warning(
                DiagnosticIds.EqualRecordsDropped,
                queries
                    ? FormattableString.Invariant($"{counts.EqualMembers} documents of the members and {counts.EqualNonMembers} of the non-members belong to queries that are on both sides and were left out; remove these queries from the holdout")
                    : FormattableString.Invariant($"{counts.EqualMembers} members and {counts.EqualNonMembers} non-members are equal to records of the other side and were left out; remove them from the holdout"));
        }

        if (counts.NearMembers + counts.NearNonMembers > 0)
        {
            yield return Diagnostic.Warning(
                DiagnosticIds.NearCopiesDropped,
                FormattableString.Invariant($"{counts.NearNonMembers} non-members are near-copies of {counts.NearMembers} members (far more than members are of each other), and both were left out{(queries ? ", query by query" : "")}; remove them from the holdout"));
        }

        if (counts.WithoutPairs > 0)
        {
            yield return Diagnostic.Note(
                DiagnosticIds.QueriesWithoutPairs,
                FormattableString.Invariant($"{counts.WithoutPairs} documents were left out, since all documents of their query are equally relevant and no order of them is right or wrong; no action is needed unless these are most of your records"));
        }
    }
}
