using System.Text.Json;

namespace PrivacyGate.GitHub.Actions;

/// <param name="Number">Of the pull request.</param>
/// <param name="HeadSha">Its last commit.</param>
/// <param name="FromFork">Whether it comes from another repository: its token is then read-only.</param>
public sealed record PullRequestEvent(int Number, string HeadSha, bool FromFork);

/// <summary>The run that a <c>workflow_run</c> event tells of.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Number">Its run number.</param>
/// <param name="Attempt">Its attempt.</param>
/// <param name="Workflow">The name of its workflow.</param>
/// <param name="HeadSha">The commit it ran on.</param>
/// <param name="HeadBranch">The branch of that commit.</param>
/// <param name="HeadRepository">The repository of that branch, owner/name.</param>
public sealed record TriggeringRun(long Id, long Number, int Attempt, string Workflow, string HeadSha, string HeadBranch, string HeadRepository);

/// <summary>What GitHub tells of the event that started this run. Written by GitHub; names in it are chosen by whoever opened the pull request.</summary>
/// <param name="PullRequest">For <c>pull_request</c> events, else null.</param>
/// <param name="TriggeringRun">For <c>workflow_run</c> events of a pull request, else null.</param>
public sealed record EventPayload(PullRequestEvent? PullRequest, TriggeringRun? TriggeringRun)
{
    public static EventPayload None { get; } = new(null, null);

    /// <summary>Whether the code comes from another repository than the one that runs it.</summary>
    /// <param name="repository">The one that runs it, owner/name.</param>
    public bool IsFromFork(string? repository) =>
        PullRequest is { FromFork: true }
        || (TriggeringRun is { } run && !string.Equals(run.HeadRepository, repository, StringComparison.OrdinalIgnoreCase));

    /// <exception cref="InputException">PG0021: not the payload of an event.</exception>
    public static EventPayload Read(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            using var document = JsonDocument.Parse(stream);
            return From(document.RootElement);
        }
        catch (Exception problem) when (problem is JsonException or IOException or UnauthorizedAccessException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new InputException(
                Diagnostic.Error(DiagnosticIds.FileUnreadable, $"GITHUB_EVENT_PATH is no event of GitHub: {problem.Message}", new SourceLocation(path)),
                problem);
        }
    }

    private static EventPayload From(JsonElement root) => new(
        Object(root, "pull_request") is { } pull ? PullRequestOf(pull) : null,
        Object(root, "workflow_run") is { } run && run.GetProperty("event").GetString() is "pull_request" or "pull_request_target"
            ? RunOf(Object(root, "workflow_run")!.Value) : null);

    private static PullRequestEvent PullRequestOf(JsonElement pull)
    {
        var head = pull.GetProperty("head");
        // A head without a repository: its fork was deleted.
        var headRepository = Object(head, "repo") is { } repository ? repository.GetProperty("full_name").GetString() : null;
        var baseRepository = pull.GetProperty("base").GetProperty("repo").GetProperty("full_name").GetString();
        return new PullRequestEvent(
            pull.GetProperty("number").GetInt32(),
            Sha(head.GetProperty("sha")),
            !string.Equals(headRepository, baseRepository, StringComparison.OrdinalIgnoreCase));
    }

    private static TriggeringRun RunOf(JsonElement run) => new(
        run.GetProperty("id").GetInt64(),
        run.GetProperty("run_number").GetInt64(),
        run.GetProperty("run_attempt").GetInt32(),
        run.GetProperty("name").GetString() ?? "",
        Sha(run.GetProperty("head_sha")),
        run.GetProperty("head_branch").GetString() ?? "",
        Object(run, "head_repository") is { } repository ? repository.GetProperty("full_name").GetString() ?? "" : "");

    private static string Sha(JsonElement element) =>
        element.GetString() is { } sha && ActionEnvironment.IsSha(sha) ? sha : throw new FormatException("a commit is not named by its hash");

    private static JsonElement? Object(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var child) && child.ValueKind == JsonValueKind.Object ? child : null;
}
