using PrivacyGate.GitHub.Actions;
using PrivacyGate.GitHub.Api;

namespace PrivacyGate.GitHub.Publishing;

/// <summary>Which pull requests a run tells of.</summary>
internal static class PullRequests
{
    /// <summary>
    /// In check mode the event names it. In publish mode GitHub is asked by the commit: the event does not name pull
    /// requests from forks, and what an artifact says of it is not asked. Somebody else's pull request with the same
    /// commit is not meant: head branch and head repository must be those that ran.
    /// </summary>
    public static async Task<IReadOnlyList<int>> OfAsync(Publication publication, GitHubClient client, CancellationToken cancellation)
    {
        if (publication.Inputs.Mode == ActionMode.Check)
        {
            return publication.Event.PullRequest is { } own ? [own.Number] : [];
        }

        return publication.Event.TriggeringRun is { } run
            ? [.. (await client.PullRequestsOfAsync(run.HeadSha, cancellation)).Where(pull => IsOf(pull, run, publication.Environment.Repository)).Select(pull => pull.Number).Order()]
            : [];
    }

    private static bool IsOf(PullRequest pull, TriggeringRun run, string repository) =>
        pull.State == "open"
        && pull.Head.Sha == run.HeadSha
        && pull.Head.Ref == run.HeadBranch
        && Same(pull.Head.Repo?.FullName, run.HeadRepository)
        && Same(pull.Base.Repo?.FullName, repository);

    private static bool Same(string? left, string? right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
