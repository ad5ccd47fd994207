using System.Text.Json.Nodes;

namespace PrivacyGate.GitHub.Tests.StandIn;

/// <summary>Answers made from the examples in GitHub's own description of its API, so that they have every key it promises.</summary>
internal static class Examples
{
    private static readonly JsonNode Api = JsonNode.Parse(File.ReadAllText(Repository.Path("tests", "tools", "github-api.json")))!;

    public static JsonObject User(string server, string login)
    {
        var user = Of(server, "private-user-response-with-public-and-private-profile-information");
        user["login"] = login;
        return user;
    }

    public static JsonObject Comment(string server, Comment comment)
    {
        var json = Of(server, "issue-comment");
        json["id"] = comment.Id;
        json["body"] = comment.Body;
        json["user"]!["login"] = comment.Author;
        json["user"]!["type"] = comment.Author.EndsWith("[bot]", StringComparison.Ordinal) ? "Bot" : "User";
        return json;
    }

    public static JsonObject PullRequest(string server, int number, string headSha, string headBranch, string headRepository, string state = "open")
    {
        var json = (JsonObject)Api["servers"]![server]!["components"]!["examples"]!["pull-request-simple-items"]!["value"]![0]!.DeepClone();
        json["number"] = number;
        json["state"] = state;
        json["head"]!["sha"] = headSha;
        json["head"]!["ref"] = headBranch;
        json["head"]!["repo"]!["full_name"] = headRepository;
        json["base"]!["repo"]!["full_name"] = GitHubStandIn.Repository;
        // GitHub's example of a team lacks a key its schema asks for.
        json["requested_teams"] = new JsonArray();
        return json;
    }

    public static JsonObject CheckRun(string server, JsonNode asked)
    {
        var json = Of(server, "check-run-example-of-completed-conclusion");
        json["name"] = asked["name"]!.DeepClone();
        json["conclusion"] = asked["conclusion"]!.DeepClone();
        json["head_sha"] = asked["head_sha"]!.DeepClone();
        return json;
    }

    private static JsonObject Of(string server, string example) =>
        (JsonObject)Api["servers"]![server]!["components"]!["examples"]![example]!["value"]!.DeepClone();
}
