using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace PrivacyGate.GitHub.Api;

/// <summary>The few calls of GitHub's REST API that publishing needs. Not for several threads: requests go out one after the other.</summary>
public sealed class GitHubClient
{
    private const int MostPages = 300;

    private readonly GitHubTransport transport;
    private readonly Uri root;
    private readonly Uri repository;

    /// <param name="http">Kept by the caller.</param>
    /// <param name="root">Root of the API, ending in a slash.</param>
    /// <param name="repository">owner/name.</param>
    /// <param name="token">Sent to <paramref name="root"/> and nowhere else.</param>
    /// <param name="clock">Waits go through it.</param>
    public GitHubClient(HttpClient http, Uri root, string repository, string token, TimeProvider clock)
    {
        this.root = root;
        this.repository = new Uri(root, $"repos/{repository}/");
        transport = new GitHubTransport(http, root, token, clock);
    }

    /// <summary>Whose token it is; null for the token of an app, such as that of a workflow, which may not ask.</summary>
    /// <exception cref="GitHubException">Any other answer, or none.</exception>
    public async Task<string?> ViewerAsync(CancellationToken cancellation)
    {
        try
        {
            return (await SendAsync(HttpMethod.Get, new Uri(root, "user"), null, GitHubJson.Default.Account, cancellation)).Login;
        }
        catch (GitHubException refusal) when (refusal.Status == HttpStatusCode.Forbidden)
        {
            return null;
        }
    }

    /// <summary>Every comment of a pull request, oldest first.</summary>
    /// <exception cref="GitHubException">GitHub said no.</exception>
    public Task<IReadOnlyList<IssueComment>> CommentsAsync(int pullRequest, CancellationToken cancellation) =>
        PagesAsync(In($"issues/{Number(pullRequest)}/comments?per_page=100"), GitHubJson.Default.ListIssueComment, cancellation);

    /// <exception cref="GitHubException">GitHub said no.</exception>
    public Task<IssueComment> CommentAsync(long id, CancellationToken cancellation) =>
        SendAsync(HttpMethod.Get, In($"issues/comments/{Number(id)}"), null, GitHubJson.Default.IssueComment, cancellation);

    /// <exception cref="GitHubException">GitHub said no.</exception>
    public Task<IssueComment> CreateCommentAsync(int pullRequest, string body, CancellationToken cancellation) =>
        SendAsync(HttpMethod.Post, In($"issues/{Number(pullRequest)}/comments"), Json(body), GitHubJson.Default.IssueComment, cancellation);

    /// <exception cref="GitHubException">GitHub said no.</exception>
    public Task<IssueComment> UpdateCommentAsync(long id, string body, CancellationToken cancellation) =>
        SendAsync(HttpMethod.Patch, In($"issues/comments/{Number(id)}"), Json(body), GitHubJson.Default.IssueComment, cancellation);

    /// <summary>Deletes a comment; one that is gone already is as good.</summary>
    /// <exception cref="GitHubException">GitHub said no.</exception>
    public async Task DeleteCommentAsync(long id, CancellationToken cancellation)
    {
        try
        {
            await transport.SendAsync(HttpMethod.Delete, In($"issues/comments/{Number(id)}"), null, cancellation);
        }
        catch (GitHubException refusal) when (refusal.Status == HttpStatusCode.NotFound)
        {
            // Another run was faster.
        }
    }

    /// <summary>Pull requests that hold a commit.</summary>
    /// <exception cref="GitHubException">GitHub said no.</exception>
    public Task<IReadOnlyList<PullRequest>> PullRequestsOfAsync(string sha, CancellationToken cancellation) =>
        PagesAsync(In($"commits/{sha}/pulls?per_page=100"), GitHubJson.Default.ListPullRequest, cancellation);

    /// <exception cref="GitHubException">GitHub said no.</exception>
    internal Task CreateCheckRunAsync(CheckRunBody check, CancellationToken cancellation) =>
        transport.SendAsync(HttpMethod.Post, In("check-runs"), JsonSerializer.Serialize(check, GitHubJson.Default.CheckRunBody), cancellation);

    private async Task<IReadOnlyList<T>> PagesAsync<T>(Uri first, JsonTypeInfo<List<T>> shape, CancellationToken cancellation)
    {
        var all = new List<T>();
        Uri? page = first;
        for (int pages = 0; page is not null && pages < MostPages; pages++)
        {
            (string body, page) = await transport.SendAsync(HttpMethod.Get, page, null, cancellation);
            all.AddRange(Parse(body, shape));
        }

        return all;
    }

    private async Task<T> SendAsync<T>(HttpMethod method, Uri address, string? json, JsonTypeInfo<T> shape, CancellationToken cancellation)
    {
        (string body, _) = await transport.SendAsync(method, address, json, cancellation);
        return Parse(body, shape);
    }

    private static T Parse<T>(string body, JsonTypeInfo<T> shape)
    {
        try
        {
            return JsonSerializer.Deserialize(body, shape) ?? throw new JsonException("the answer is null");
        }
        catch (JsonException problem)
        {
            throw new GitHubException(null, $"the answer is not GitHub's: {problem.Message}", problem);
        }
    }

    private Uri In(string path) => new(repository, path);

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Json(string body) => JsonSerializer.Serialize(new CommentBody(body), GitHubJson.Default.CommentBody);
}
