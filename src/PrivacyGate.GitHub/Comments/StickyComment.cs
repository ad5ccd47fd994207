using System.Net;
using PrivacyGate.GitHub.Api;

namespace PrivacyGate.GitHub.Comments;

public enum CommentFate
{
    /// <summary>There is none, and none was wanted.</summary>
    None,
    Created,
    Updated,

    /// <summary>A newer run's stands, and was left alone.</summary>
    NewerKept,
}

/// <param name="Fate">What became of it.</param>
/// <param name="Id">The comment that stands, or null.</param>
public sealed record CommentOutcome(CommentFate Fate, long? Id);

/// <summary>
/// One comment for one gate on a pull request, however many runs there are. Finding and creating are two calls, and two
/// runs may both create: so each looks again after it wrote, the oldest comment stays, and the newest run's text stands
/// in it. GitHub has no "change only if unchanged": between the last look and the write a few milliseconds remain in which an
/// older run could overwrite a newer one, and the newer run's second look mends all but the last of them.
/// </summary>
/// <param name="client">GitHub.</param>
/// <param name="pullRequest">Its number.</param>
/// <param name="marker">Which gate, and which run.</param>
/// <param name="render">The comment within a number of UTF-16 units, marker included.</param>
internal sealed class StickyComment(GitHubClient client, int pullRequest, CommentMarker marker, Func<int, string> render)
{
    /// <summary>Who writes with the token of a workflow.</summary>
    private const string WorkflowAccount = "github-actions[bot]";

    private string author = WorkflowAccount;

    /// <param name="mayCreate">False: only change a comment that is there already.</param>
    /// <param name="cancellation">Stops between two calls.</param>
    /// <exception cref="GitHubException">GitHub said no.</exception>
    public async Task<CommentOutcome> PublishAsync(bool mayCreate, CancellationToken cancellation)
    {
        author = await client.ViewerAsync(cancellation) ?? WorkflowAccount;
        var own = await OwnAsync(cancellation);
        if (NewerThanThis(own) is { } newer)
        {
            return newer;
        }

        if (own.Count > 0 && await UpdateAsync(own[0].Id, cancellation))
        {
            return await SettleAsync(CommentFate.Updated, cancellation);
        }

        if (!mayCreate)
        {
            return new CommentOutcome(CommentFate.None, null);
        }

        var created = await WriteAsync(body => client.CreateCommentAsync(pullRequest, body, cancellation));
        // The token of another app writes under that app's name, which nothing tells before.
        author = created.User?.Login ?? author;
        return await SettleAsync(CommentFate.Created, cancellation);
    }

    private async Task<CommentOutcome> SettleAsync(CommentFate fate, CancellationToken cancellation)
    {
        var own = await OwnAsync(cancellation);
        if (own.Count == 0)
        {
            return new CommentOutcome(CommentFate.None, null);
        }

        var newer = NewerThanThis(own);
        var oldest = own[0];
        if (newer is null && oldest.Marker.Run != marker.Run)
        {
            await UpdateAsync(oldest.Id, cancellation);
        }

        // What an older run or this one wrote beside the oldest; a newer run clears up after itself.
        foreach (var surplus in own.Skip(1).Where(other => other.Marker.Run <= marker.Run))
        {
            await client.DeleteCommentAsync(surplus.Id, cancellation);
        }

        return newer ?? new CommentOutcome(own.Count > 1 ? CommentFate.Updated : fate, oldest.Id);
    }

    /// <summary>False when the comment is gone.</summary>
    private async Task<bool> UpdateAsync(long id, CancellationToken cancellation)
    {
        try
        {
            var now = await client.CommentAsync(id, cancellation);
            if (CommentMarker.Read(now.Body) is { } other && other.Run > marker.Run)
            {
                return true;
            }

            await WriteAsync(body => client.UpdateCommentAsync(id, body, cancellation));
            return true;
        }
        catch (GitHubException refusal) when (refusal.Status == HttpStatusCode.NotFound)
        {
            return false;
        }
    }

    // GitHub counts differently from us, or another server less generously: half of it fits, or nothing does.
    private async Task<IssueComment> WriteAsync(Func<string, Task<IssueComment>> write)
    {
        try
        {
            return await write(render(Rendering.PullRequestComment.Budget));
        }
        catch (GitHubException refusal) when (refusal.Status == HttpStatusCode.UnprocessableEntity)
        {
            return await write(render(Rendering.PullRequestComment.Budget / 2));
        }
    }

    private CommentOutcome? NewerThanThis(IReadOnlyList<Own> own) =>
        own.Any(comment => comment.Marker.Run > marker.Run) ? new CommentOutcome(CommentFate.NewerKept, own[0].Id) : null;

    private async Task<IReadOnlyList<Own>> OwnAsync(CancellationToken cancellation) =>
    [
        .. from comment in await client.CommentsAsync(pullRequest, cancellation)
           where string.Equals(comment.User?.Login, author, StringComparison.OrdinalIgnoreCase)
           let found = CommentMarker.Read(comment.Body)
           where found is not null && found.Key == marker.Key
           orderby comment.Id
           select new Own(comment.Id, found),
    ];

    private sealed record Own(long Id, CommentMarker Marker);
}
