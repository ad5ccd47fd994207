using System.Globalization;
using PrivacyGate.Auditing;
using PrivacyGate.Auditing.Stored;
using PrivacyGate.Auditing.Units;

namespace PrivacyGate.Gating;

/// <summary>
/// Fails a model whose file holds more of the records it was trained on than the budget accepts. To read them is an attack as
/// others are: its advantage is held against the same limit, or against 0 where the budget states none.
/// </summary>
internal static class StoredGuard
{
    /// <summary>The breach, or null.</summary>
    public static Violation? Breach(AuditReport report, Budget budget) => report.Stored is { } stored && stored.Advantage > Limit(budget)
        ? new Violation(DiagnosticIds.RecordsStored, "", "", SliceIds.All, null, null, null, null, null, Text(stored, budget))
        : null;

    /// <summary>What is told where the budget accepts it.</summary>
    public static Diagnostic? Note(AuditReport report, Budget budget) => report.Stored is { } stored && stored.Advantage <= Limit(budget)
        ? Diagnostic.Warning(DiagnosticIds.RecordsStored, Text(stored, budget))
        : null;

    private static double Limit(Budget budget) => budget.Advantage ?? 0;

    private static string Text(StoredRecords stored, Budget budget) => string.Create(
        CultureInfo.InvariantCulture,
        $"the model file holds its training records: {stored.Members} of {stored.MembersOf} members looked up (and {stored.NonMembers} of {stored.NonMembersOf} non-members) are rows of {PlainText.Bare(stored.Table)} ({stored.Rows} rows), which is an advantage of {stored.Advantage:F2} for whoever reads the file, {(stored.Advantage > Limit(budget) ? "over" : "within")} the budget of {Limit(budget):F2}; ship a model that keeps no records, such as trees or a network, or treat the file as personal data");
}
