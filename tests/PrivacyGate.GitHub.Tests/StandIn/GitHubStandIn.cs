using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace PrivacyGate.GitHub.Tests.StandIn;

/// <summary>
/// GitHub on this machine: a real server that keeps comments, speaks in GitHub's own examples and writes down every
/// exchange, so that <see cref="Play"/> can hold all of them against GitHub's description of its API.
/// </summary>
internal sealed class GitHubStandIn : IAsyncDisposable
{
    public const string Bot = "github-actions[bot]";
    public const string Repository = "clinic/models";
    public const string Token = "ghs_secret";

    private readonly WebApplication app;
    private readonly string prefix;
    private readonly string server;
    private readonly Lock turn = new();
    private readonly List<JsonObject> exchanges = [];
    private long nextId = 1000;

    private GitHubStandIn(string prefix)
    {
        this.prefix = prefix;
        server = prefix.Length == 0 ? "api.github.com" : "ghes-3.19";
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(static kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        app = builder.Build();
        app.Run(AnswerAsync);
    }

    /// <summary>What the comments say, oldest first.</summary>
    public List<Comment> Comments { get; } = [];

    public List<JsonObject> PullRequests { get; } = [];

    public List<JsonNode> CheckRuns { get; } = [];

    /// <summary>Whose token it is; null for that of a workflow, which may not ask.</summary>
    public string? Viewer { get; set; }

    /// <summary>Under which name comments appear.</summary>
    public string Author { get; set; } = Bot;

    /// <summary>The most characters of a comment.</summary>
    public int LongestComment { get; set; } = 65_536;

    /// <summary>Another answer than the ordinary one, or null.</summary>
    public Func<Request, Answer?> Instead { get; set; } = _ => null;

    /// <summary>Runs before a request is answered, outside its turn: here other runs come between.</summary>
    public Func<Request, Task> Meanwhile { get; set; } = _ => Task.CompletedTask;

    public List<Request> Requests { get; } = [];

    public Uri Root { get; private set; } = new("http://127.0.0.1/");

    /// <summary>Runs a scene, then holds every exchange against GitHub's description, where the checker is installed.</summary>
    public static async Task Play(Func<GitHubStandIn, Task> scene, string prefix = "", bool silent = false)
    {
        await using var github = new GitHubStandIn(prefix);
        await github.app.StartAsync();
        var address = github.app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        github.Root = new Uri(address + prefix + "/");
        await scene(github);
        Assert.Equal(silent, github.exchanges.Count == 0);
        Assert.Empty(Description.Faults(new JsonArray([.. github.exchanges])));
    }

    public Comment Add(string body, string author = Bot)
    {
        var comment = new Comment(nextId++, author) { Body = body };
        Comments.Add(comment);
        return comment;
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var http = context.Request;
        using var reader = new StreamReader(http.Body);
        var text = await reader.ReadToEndAsync();
        var path = http.Path.Value!;
        Assert.StartsWith(prefix + "/", path, StringComparison.Ordinal);
        var request = new Request(
            http.Method, path[prefix.Length..],
            http.Query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString()),
            text.Length == 0 ? null : JsonNode.Parse(text),
            http.Headers.ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.OrdinalIgnoreCase));
        await Meanwhile(request);
        Answer answer;
        lock (turn)
        {
            Requests.Add(request);
            answer = request.Headers.GetValueOrDefault("Authorization") != $"Bearer {Token}"
                ? Answer.Error(401, "Bad credentials")
                : Instead(request) ?? Ordinary(request);
            exchanges.Add(Exchange(request, answer));
        }

        context.Response.StatusCode = answer.Status;
        foreach ((var name, var value) in answer.Headers)
        {
            context.Response.Headers[name] = value;
        }

        if (answer.Body is { } body)
        {
            context.Response.ContentType = "application/json; charset=utf-8";
            await context.Response.WriteAsync(body.ToJsonString());
        }
    }

    private Answer Ordinary(Request request)
    {
        var parts = request.Path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var own = $"/repos/{Repository}/";
        return (request.Method, parts) switch
        {
            ("GET", ["user"]) => Viewer is { } login ? new Answer(200, Examples.User(server, login)) : Answer.ReadOnly(),
            _ when !request.Path.StartsWith(own, StringComparison.Ordinal) => Answer.Error(404, "Not Found"),
            ("GET", [_, _, _, "issues", _, "comments"]) => Page(request, [.. Comments.Select(comment => Examples.Comment(server, comment))]),
            ("POST", [_, _, _, "issues", _, "comments"]) => Written(request, 201, () => Add(Body(request), Author)),
            ("GET", [_, _, _, "issues", "comments", var id]) => Find(id) is { } found ? new Answer(200, Examples.Comment(server, found)) : Answer.Error(404, "Not Found"),
            ("PATCH", [_, _, _, "issues", "comments", var id]) => Find(id) is { } found ? Written(request, 200, () => Change(found, Body(request))) : Answer.Error(404, "Not Found"),
            ("DELETE", [_, _, _, "issues", "comments", var id]) => Find(id) is { } found && Comments.Remove(found) ? new Answer(204, null) : Answer.Error(404, "Not Found"),
            ("GET", [_, _, _, "commits", _, "pulls"]) => Page(request, [.. PullRequests.Select(pull => pull.DeepClone())]),
            ("POST", [_, _, _, "check-runs"]) => CheckRun(request.Body!),
            _ => Answer.Error(404, "Not Found"),
        };
    }

    private Answer Written(Request request, int status, Func<Comment> write) =>
        Body(request).Length > LongestComment ? Answer.TooLong() : new Answer(status, Examples.Comment(server, write()));

    private static Comment Change(Comment comment, string body)
    {
        comment.Body = body;
        return comment;
    }

    private Answer CheckRun(JsonNode body)
    {
        CheckRuns.Add(body.DeepClone());
        return new Answer(201, Examples.CheckRun(server, body));
    }

    private Comment? Find(string id) => Comments.Find(comment => comment.Id.ToString(CultureInfo.InvariantCulture) == id);

    private static string Body(Request request) => (string)request.Body!["body"]!;

    private Answer Page(Request request, JsonNode[] all)
    {
        var size = int.Parse(request.Query.GetValueOrDefault("per_page", "30"), CultureInfo.InvariantCulture);
        var page = int.Parse(request.Query.GetValueOrDefault("page", "1"), CultureInfo.InvariantCulture);
        var last = Math.Max(1, (all.Length + size - 1) / size);
        var answer = new Answer(200, new JsonArray([.. all.Skip((page - 1) * size).Take(size)]));
        string Link(int number, string rel) => FormattableString.Invariant($"<{Root.GetLeftPart(UriPartial.Authority)}{prefix}{request.Path}?per_page={size}&page={number}>; rel=\"{rel}\"");
        return page >= last ? answer : answer.With("Link", $"{Link(page + 1, "next")}, {Link(last, "last")}");
    }

    private JsonObject Exchange(Request request, Answer answer)
    {
        var exchange = new JsonObject
        {
            ["server"] = server,
            ["method"] = request.Method,
            ["path"] = request.Path,
            ["query"] = new JsonObject([.. request.Query.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))]),
            ["status"] = answer.Status,
        };
        if (request.Body is { } asked)
        {
            exchange["requestBody"] = asked.DeepClone();
        }

        if (answer.Body is { } said)
        {
            exchange["responseBody"] = said.DeepClone();
        }

        return exchange;
    }
}

internal sealed record Request(string Method, string Path, Dictionary<string, string> Query, JsonNode? Body, Dictionary<string, string> Headers)
{
    public bool IsWrite => Method != "GET";
}

internal sealed class Comment(long id, string author)
{
    public long Id => id;

    public string Author => author;

    public string Body { get; set; } = "";
}
