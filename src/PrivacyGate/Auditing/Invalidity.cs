using PrivacyGate.Auditing.Units;

namespace PrivacyGate.Auditing;

/// <summary>Reasons for which records cannot carry an audit.</summary>
internal static class Invalidity
{
    /// <summary>Share of the smaller side that may equal records of the other side.</summary>
    private const double MostEqual = 0.05;

    /// <summary>The reason, or null when the records will do.</summary>
    public static Diagnostic? Of(AuditSample sample)
    {
        var counts = sample.Counts;
        var members = counts.Members + counts.EqualMembers + counts.NearMembers;
        var nonMembers = counts.NonMembers + counts.EqualNonMembers + counts.NearNonMembers;
        if (members == 0 || nonMembers == 0)
        {
            return counts.WithoutPairs > 0 ? WithoutPairs(members == 0) : Diagnostic.Error(
                DiagnosticIds.NoRecords,
                $"there are no {(members == 0 ? "member" : "non-member")} records to audit; check the file and its 'where' filter");
        }

        var equal = EqualShare(counts.EqualMembers + counts.NearMembers, members, counts.EqualNonMembers + counts.NearNonMembers, nonMembers);
        if (equal > MostEqual || counts.Members == 0 || counts.NonMembers == 0)
        {
            return Diagnostic.Error(
                DiagnosticIds.TooManyEqualRecords,
                sample.Input.Signals.Task == ModelTask.Ranking
                ? FormattableString.Invariant($"{100 * equal:0.0}% of the documents of the smaller side belong to queries that are on both sides (at most 5% may); put all documents of a query on one side when you split the data, or write clean files with: privacygate split")
                : FormattableString.Invariant($"{100 * equal:0.0}% of the smaller side {(counts.NearNonMembers > 0 ? "equals or nearly equals" : "equals")} records of the other side (at most 5% may); give a holdout the model was not trained on, or, where records repeat by chance, write clean files with: privacygate split"));
        }

        (var memberUnits, var nonMemberUnits) = Units(sample.Truth);
        if (Math.Min(memberUnits, nonMemberUnits) < SlicePlan.SmallestSide)
        {
            return TooFew(memberUnits, nonMemberUnits, sample.Truth);
        }

        return OneTarget(sample);
    }

    private static Diagnostic WithoutPairs(bool ofMembers) => Diagnostic.Error(
        DiagnosticIds.NoRecords,
        $"no query of the {(ofMembers ? "members" : "non-members")} has two documents of different relevance, so no order of them is right or wrong; check the columns 'group' and 'target'");

    private static Diagnostic? OneTarget(AuditSample sample)
    {
        var signals = sample.Input.Signals;
        if (signals.Task is not (ModelTask.Classification or ModelTask.Regression))
        {
            return null;
        }

        var classes = signals.TrueClass;
        return (signals.Task == ModelTask.Regression ? sample.Fit.IsConstant : Array.TrueForAll(classes, c => c == classes[0]))
            ? Diagnostic.Error(
                DiagnosticIds.OneClassOnly,
                signals.Task == ModelTask.Regression
                    ? "all audited records have one target value, so nothing can be told of a regression; check the target column"
                    : "all audited records have one label, so nothing can be told of a classifier; check the label column")
            : null;
    }

    private static Diagnostic TooFew(int members, int nonMembers, Truth truth)
    {
        var what = truth.Subjects is null ? "records" : truth.Repeats > 0 ? "different records" : truth.ByQueries ? "queries" : "persons";
        var side = members <= nonMembers ? "members" : "non-members";
        return Diagnostic.Error(
            DiagnosticIds.TooFewRecords,
            FormattableString.Invariant($"the {side} are {Math.Min(members, nonMembers)} {what}, too few to audit; give at least {SlicePlan.SmallestSide} a side (some hundreds to decide a budget)"));
    }

    /// <summary>Independent units of each side: what an evaluation set of all records will count.</summary>
    private static (int Members, int NonMembers) Units(Truth truth)
    {
        var seen = new HashSet<(int Subject, bool IsMember)>();
        var members = 0;
        for (var i = 0; i < truth.Count; i++)
        {
            if (truth.Subjects is null || seen.Add((truth.Subjects[i], truth.IsMember[i])))
            {
                members += truth.IsMember[i] ? 1 : 0;
            }
        }

        return (members, (truth.Subjects is null ? truth.Count : seen.Count) - members);
    }

    private static double EqualShare(int equalMembers, int members, int equalNonMembers, int nonMembers)
    {
        var ofMembers = (double)equalMembers / members;
        var ofNonMembers = (double)equalNonMembers / nonMembers;
        return members == nonMembers ? Math.Max(ofMembers, ofNonMembers) : members < nonMembers ? ofMembers : ofNonMembers;
    }
}
