using System.Text.Json.Nodes;

namespace PrivacyGate.GitHub.Tests.StandIn;

/// <summary>The judge can find fault: without this, exchanges that pass it would prove nothing.</summary>
public class DescriptionTests
{
    private const string Comments = "/repos/o/r/issues/3/comments";

    [ToolsTheory(Description.Module)]
    [InlineData("POST", Comments, """{"body":"x"}""", 403, """{"message":"no","documentation_url":"https://docs.github.com"}""", 0)]
    [InlineData("POST", Comments, """{"bodi":"x"}""", 403, """{"message":"no"}""", 2)]
    [InlineData("POST", Comments, """{"body":7,"labels":[]}""", 403, """{"message":"no"}""", 1)]
    [InlineData("POST", Comments, null, 403, """{"message":"no"}""", 1)]
    [InlineData("POST", Comments, """{"body":"x"}""", 201, """{"id":1}""", 1)]
    [InlineData("POST", Comments, """{"body":"x"}""", 200, """{"message":"no"}""", 1)]
    [InlineData("PUT", Comments, """{"body":"x"}""", 200, """{}""", 1)]
    [InlineData("GET", "/repos/o/r/issues/three/comments", null, 404, """{"message":"no"}""", 1)]
    [InlineData("DELETE", "/repos/o/r/issues/comments/3", null, 204, """{}""", 1)]
    public void What_is_not_GitHubs_is_found(string method, string path, string? request, int status, string response, int least)
    {
        var exchange = new JsonObject { ["server"] = "api.github.com", ["method"] = method, ["path"] = path, ["status"] = status, ["responseBody"] = JsonNode.Parse(response) };
        if (request is not null)
        {
            exchange["requestBody"] = JsonNode.Parse(request);
        }

        var faults = Description.Faults([exchange]);
        Assert.True(least == 0 ? faults.Length == 0 : faults.Length >= least, string.Join('\n', faults));
    }

    [Fact]
    public void The_extract_says_where_it_comes_from()
    {
        var extract = JsonNode.Parse(File.ReadAllText(Repository.Path("tests", "tools", "github-api.json")))!;
        Assert.Equal("@octokit/openapi 23.0.2 (MIT)", (string?)extract["source"]);
        Assert.Contains("\"@octokit/openapi\": \"23.0.2\"", File.ReadAllText(Repository.Path("tests", "tools", "github-api", "package.json")), StringComparison.Ordinal);
    }
}
