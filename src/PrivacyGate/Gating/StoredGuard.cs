using System.Globalization;
using PrivacyGate.Auditing;
using PrivacyGate.Auditing.Stored;

namespace PrivacyGate.Gating;

/// <summary>Fails a model whose file holds records it was trained on.</summary>
internal static class StoredGuard
{
    public static Violation Of(StoredRecords stored) => new(
        DiagnosticIds.RecordsStored, "", "", SliceIds.All, null, null, null, null, null,
        string.Create(
            CultureInfo.InvariantCulture,
            $"the model file holds its training records: {stored.Members} of {stored.MembersOf} members looked up (and {stored.NonMembers} of {stored.NonMembersOf} non-members) are rows of {PlainName.Of(stored.Table)} ({stored.Rows} rows); ship a model that keeps no records, such as trees or a network, or treat the file as personal data"));
}
