using PrivacyGate.IO.Sinks.Receipts;
using PrivacyGate.IO.Spec;
using PrivacyGate.Samples;

namespace PrivacyGate.Run.Notes;

/// <summary>Fewer records than a receipt was made with make an audit inconclusive, and an inconclusive audit does not fail: a leak could be hidden so.</summary>
internal static class FewerRecords
{
    /// <summary>What is told where an audit has fewer records than the receipt beside the model says, or where nobody can know, or nothing.</summary>
    public static IEnumerable<Diagnostic> Note(ModelSpec spec, RecordCounts counts)
    {
        var shown = Receipt.PathFor(spec.Model.Path);
        const string otherwise = "so an inconclusive verdict fails on a build server";
        return Before(spec, shown) switch
        {
            (_, { } problem) => [Diagnostic.Warning(DiagnosticIds.FewerRecords, $"{problem.Message}; whether this audit has fewer records than the last is unknown, {otherwise}", spec.Location)],
            ({ } before, _) when counts.Members < before.Members || counts.NonMembers < before.NonMembers => [Diagnostic.Warning(
                DiagnosticIds.FewerRecords,
                FormattableString.Invariant($"this audit has {counts.Members} members and {counts.NonMembers} non-members, and {shown} was written with {before.Members} and {before.NonMembers}, {otherwise}; give all records again, or write the receipt anew with 'privacygate check --receipt'"),
                spec.Location)],
            _ => [],
        };
    }

    private static (ReceiptCounts? Counts, Diagnostic? Problem) Before(ModelSpec spec, string shown)
    {
        try
        {
            return (ReceiptCounts.Read(Receipt.PathFor(spec.Model.FullPath), shown, spec.Name.Value), null);
        }
        catch (InputException unreadable)
        {
            return (null, unreadable.Diagnostic);
        }
    }
}
