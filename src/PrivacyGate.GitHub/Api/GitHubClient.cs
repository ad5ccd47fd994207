using System.Globalization;
using System.Net;
using Octokit;
using Octokit.Internal;

namespace PrivacyGate.GitHub.Api;

/// <summary>
/// The few calls of GitHub's REST API that publishing needs, by Octokit's connection over a transport and records of ours.
/// Not for several threads: requests go out one after the other.
/// </summary>
public sealed class GitHubClient
{
    private const int MostPages = 300;

    private readonly Connection connection;
    private readonly CallScope calls = new();
    private readonly string repository;

    /// <param name="http">Kept by the caller.</param>
    /// <param name="root">Root of the API, ending in a slash.</param>
    /// <param name="repository">owner/name.</param>
    /// <param name="token">Sent to <paramref name="root"/> and nowhere else.</param>
    /// <param name="clock">Waits go through it.</param>
    public GitHubClient(HttpClient http, Uri root, string repository, string token, TimeProvider clock)
    {
        this.repository = $"repos/{repository}/";
        connection = new Connection(new ProductHeaderValue(GitHubTransport.Product), root, new InMemoryCredentialStore(Credentials.Anonymous), new GitHubTransport(http, root, token, clock, calls), new StrictJson());
    }

    /// <summary>Whose token it is; null for the token of an app, such as that of a workflow, which may not ask.</summary>
    /// <exception cref="GitHubException">Any other answer, or none.</exception>
    public async Task<string?> ViewerAsync(CancellationToken cancellation)
    {
        try
        {
            return (await GetAsync<Account>("user", cancellation)).Login;
        }
        catch (GitHubException refusal) when (refusal.Status == HttpStatusCode.Forbidden)
        {
            return null;
        }
    }

    /// <summary>Every comment of a pull request, oldest first.</summary>
    /// <exception cref="GitHubException">GitHub said no.</exception>
    public Task<IReadOnlyList<IssueComment>> CommentsAsync(int pullRequest, CancellationToken cancellation) =>
        PagesAsync<IssueComment>($"issues/{Number(pullRequest)}/comments?per_page=100", cancellation);

    /// <exception cref="GitHubException">GitHub said no.</exception>
    public Task<IssueComment> CommentAsync(long id, CancellationToken cancellation) =>
        GetAsync<IssueComment>($"{repository}issues/comments/{Number(id)}", cancellation);

    /// <exception cref="GitHubException">GitHub said no.</exception>
    public async Task<IssueComment> CreateCommentAsync(int pullRequest, string body, CancellationToken cancellation)
    {
        calls.Cancellation = cancellation;
        return BodyOf(await connection.Post<IssueComment>(In($"issues/{Number(pullRequest)}/comments"), new CommentBody(body), null, null, (IDictionary<string, string>?)null, cancellation));
    }

    /// <exception cref="GitHubException">GitHub said no.</exception>
    public async Task<IssueComment> UpdateCommentAsync(long id, string body, CancellationToken cancellation)
    {
        calls.Cancellation = cancellation;
        return BodyOf(await connection.Patch<IssueComment>(In($"issues/comments/{Number(id)}"), new CommentBody(body)));
    }

    /// <summary>Deletes a comment; one that is gone already is as good.</summary>
    /// <exception cref="GitHubException">GitHub said no.</exception>
    public async Task DeleteCommentAsync(long id, CancellationToken cancellation)
    {
        try
        {
            calls.Cancellation = cancellation;
            await connection.Delete(In($"issues/comments/{Number(id)}"));
        }
        catch (GitHubException refusal) when (refusal.Status == HttpStatusCode.NotFound)
        {
            // Another run was faster.
        }
    }

    /// <summary>Pull requests that hold a commit.</summary>
    /// <exception cref="GitHubException">GitHub said no.</exception>
    public Task<IReadOnlyList<PullRequest>> PullRequestsOfAsync(string sha, CancellationToken cancellation) =>
        PagesAsync<PullRequest>($"commits/{sha}/pulls?per_page=100", cancellation);

    /// <exception cref="GitHubException">GitHub said no.</exception>
    internal async Task CreateCheckRunAsync(NewCheckRun check, CancellationToken cancellation)
    {
        calls.Cancellation = cancellation;
        await connection.Post(In("check-runs"), check, null, cancellation);
    }

    private async Task<IReadOnlyList<T>> PagesAsync<T>(string first, CancellationToken cancellation)
    {
        var all = new List<T>();
        var page = In(first);
        for (var pages = 0; page is not null && pages < MostPages; pages++)
        {
            calls.Cancellation = cancellation;
            var answer = await connection.Get<List<T>>(page, null, null, cancellation);
            all.AddRange(BodyOf(answer));
            page = answer.HttpResponse.ApiInfo.Links.GetValueOrDefault("next");
        }

        return all;
    }

    private async Task<T> GetAsync<T>(string path, CancellationToken cancellation)
    {
        calls.Cancellation = cancellation;
        return BodyOf(await connection.Get<T>(new Uri(path, UriKind.Relative), null, null, cancellation));
    }

    /// <summary>Octokit does not read an empty object.</summary>
    private static T BodyOf<T>(IApiResponse<T> answer) =>
        answer.Body ?? throw new GitHubException(null, "the answer is not GitHub's: it is empty");

    private Uri In(string path) => new(repository + path, UriKind.Relative);

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
