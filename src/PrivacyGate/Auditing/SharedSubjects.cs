namespace PrivacyGate.Auditing;

/// <summary>
/// Keeps an audit from passing where many subjects have records on both sides. It can show what leaks of single records, but not
/// what leaks of a person: the model was trained on the persons of both sides.
/// </summary>
internal static class SharedSubjects
{
    /// <summary>Share of the smaller side's subjects that may occur on the other side, as for equal records.</summary>
    private const double Most = 0.05;

    /// <summary>Why the audit cannot pass, or nothing.</summary>
    public static IEnumerable<Diagnostic> Reservation(Truth truth)
    {
        // Numbers that stand for the content of records, and not for subjects, come with repeats.
        if (truth.Subjects is not { } subjects || truth.Repeats > 0)
        {
            yield break;
        }

        HashSet<int> members = [.. subjects.Where((_, record) => truth.IsMember[record])];
        HashSet<int> nonMembers = [.. subjects.Where((_, record) => !truth.IsMember[record])];
        var smaller = Math.Min(members.Count, nonMembers.Count);
        var shared = members.Count(nonMembers.Contains);
        if (shared > Most * smaller)
        {
            yield return Diagnostic.Warning(
                DiagnosticIds.SubjectsShared,
                FormattableString.Invariant($"{shared} of {smaller} subjects have records on both sides, so what leaks of a subject is not measured; put all records of a subject on one side when you split the data, or write clean files with: privacygate split"));
        }
    }
}
