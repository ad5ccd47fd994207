using System.Globalization;
using System.Text.RegularExpressions;

namespace PrivacyGate.GitHub.Actions;

/// <summary>What a runner tells the programs it starts, already checked.</summary>
/// <param name="ApiUrl">Root of the REST API, ending in a slash: github.com's or that of a GitHub Enterprise Server.</param>
/// <param name="ServerUrl">Root of the web site, ending in a slash.</param>
/// <param name="Repository">owner/name.</param>
/// <param name="Sha">The commit that was checked out.</param>
/// <param name="RunId">Of this workflow run.</param>
/// <param name="RunNumber">Rises with each run of one workflow.</param>
/// <param name="RunAttempt">Rises with each repetition of one run.</param>
/// <param name="Workflow">The workflow's name.</param>
/// <param name="Job">The job's id.</param>
/// <param name="EventName">What started the run.</param>
/// <param name="EventPath">The event's payload.</param>
/// <param name="Actor">Who started the run.</param>
/// <param name="SummaryPath">The file of the step's summary, or null.</param>
/// <param name="OutputPath">The file of the step's outputs, or null.</param>
public sealed partial record ActionEnvironment(
    Uri ApiUrl,
    Uri ServerUrl,
    string Repository,
    string Sha,
    long RunId,
    long RunNumber,
    int RunAttempt,
    string Workflow,
    string Job,
    string EventName,
    string? EventPath,
    string Actor,
    string? SummaryPath,
    string? OutputPath)
{
    public const string Dependabot = "dependabot[bot]";

    /// <param name="variable">A variable's value, or null when it is not set.</param>
    /// <exception cref="InputException">PG0011: a variable is missing or malformed, so this is no GitHub runner.</exception>
    public static ActionEnvironment From(Func<string, string?> variable)
    {
        ArgumentNullException.ThrowIfNull(variable);
        string? Get(string name) => variable(name) is { Length: > 0 } value ? value : null;
        return new ActionEnvironment(
            Root("GITHUB_API_URL", Get("GITHUB_API_URL") ?? "https://api.github.com"),
            Root("GITHUB_SERVER_URL", Get("GITHUB_SERVER_URL") ?? "https://github.com"),
            Matching(RepositoryName(), "GITHUB_REPOSITORY", Get("GITHUB_REPOSITORY"), "owner/name"),
            Matching(CommitSha(), "GITHUB_SHA", Get("GITHUB_SHA"), "a commit"),
            Number("GITHUB_RUN_ID", Get("GITHUB_RUN_ID")),
            Number("GITHUB_RUN_NUMBER", Get("GITHUB_RUN_NUMBER")),
            (int)Math.Min(int.MaxValue, Number("GITHUB_RUN_ATTEMPT", Get("GITHUB_RUN_ATTEMPT") ?? "1")),
            Get("GITHUB_WORKFLOW") ?? "",
            Get("GITHUB_JOB") ?? "",
            Get("GITHUB_EVENT_NAME") ?? "",
            Get("GITHUB_EVENT_PATH"),
            Get("GITHUB_ACTOR") ?? "",
            Get("GITHUB_STEP_SUMMARY"),
            Get("GITHUB_OUTPUT"));
    }

    public Uri RunUrl(long run) => new(ServerUrl, FormattableString.Invariant($"{Repository}/actions/runs/{run}"));

    internal static bool IsRepository(string? text) => text is not null && RepositoryName().IsMatch(text);

    internal static bool IsSha(string? text) => text is not null && CommitSha().IsMatch(text);

    // The token is sent there: nothing but TLS, or a server on this very machine.
    private static Uri Root(string name, string text) =>
        Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback))
            ? uri
            : throw Refuse(name, text, "an https address");

    private static string Matching(Regex shape, string name, string? text, string what) =>
        text is not null && shape.IsMatch(text) ? text : throw Refuse(name, text, what);

    private static long Number(string name, string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : throw Refuse(name, text, "a whole number");

    private static InputException Refuse(string name, string? text, string what) => new(Diagnostic.Error(
        DiagnosticIds.Usage,
        $"{name} is {(text is null ? "not set" : $"'{PlainText.Clip(text, 100)}'")}, where a GitHub runner gives {what}; 'privacygate github' works in a workflow only"));

    [GeneratedRegex(@"^[A-Za-z0-9_.-]{1,100}/(?!\.{1,2}\z)[A-Za-z0-9_.-]{1,100}\z", RegexOptions.CultureInvariant)]
    private static partial Regex RepositoryName();

    [GeneratedRegex(@"^(?:[0-9a-f]{40}|[0-9a-f]{64})\z", RegexOptions.CultureInvariant)]
    private static partial Regex CommitSha();
}
