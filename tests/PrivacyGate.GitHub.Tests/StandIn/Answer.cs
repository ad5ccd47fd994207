using System.Text.Json.Nodes;

namespace PrivacyGate.GitHub.Tests.StandIn;

/// <summary>One answer of GitHub. Wordings and headers of refusals as GitHub's documentation and issues show them.</summary>
internal sealed record Answer(int Status, JsonNode? Body)
{
    public IReadOnlyList<(string Name, string Value)> Headers { get; private init; } = [];

    public Answer With(string name, string value) => this with { Headers = [.. Headers, (name, value)] };

    public static Answer Error(int status, string message) => new(status, new JsonObject
    {
        ["message"] = message,
        ["documentation_url"] = "https://docs.github.com/rest",
    });

    public static Answer ReadOnly() => Error(403, "Resource not accessible by integration").With("x-accepted-github-permissions", "issues=write; pull_requests=write");

    public static Answer TooLong() => new(422, new JsonObject
    {
        ["message"] = "Validation Failed",
        ["documentation_url"] = "https://docs.github.com/rest/issues/comments#create-an-issue-comment",
        ["errors"] = new JsonArray(new JsonObject
        {
            ["resource"] = "IssueComment",
            ["code"] = "unprocessable",
            ["field"] = "data",
            ["message"] = "Body is too long (maximum is 65536 characters)",
        }),
    });

    public static Answer SecondaryLimit() => Error(403, "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.");
}
