using PrivacyGate.GitHub.Comments;

namespace PrivacyGate.GitHub.Rendering;

/// <summary>Which run of which gate a text tells of.</summary>
/// <param name="Key">Of the gate; see <see cref="CommentMarker.KeyOf"/>.</param>
/// <param name="Stamp">Run number and attempt.</param>
/// <param name="Sha">The commit that was audited, as GitHub writes it.</param>
/// <param name="RunUrl">The run's page.</param>
public sealed record RunIdentity(string Key, RunStamp Stamp, string Sha, Uri RunUrl)
{
    public CommentMarker Marker => new(Key, Stamp, Sha);
}
