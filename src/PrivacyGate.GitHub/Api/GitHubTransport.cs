using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Octokit;
using Octokit.Internal;

namespace PrivacyGate.GitHub.Api;

/// <summary>
/// Octokit's way to the network: sends requests one after the other, waits as GitHub asks, and asks again where that helps.
/// Octokit's own asks once, gives up after 100 seconds, follows a page to another host with the token, and tells every
/// request by headers of its own.
/// </summary>
internal sealed class GitHubTransport(HttpClient http, Uri root, string token, TimeProvider clock, CallScope calls) : IHttpClient
{
    public const string Product = "privacygate";

    private const string ApiVersion = "2022-11-28";
    private const int MessageLimit = 300;

    private DateTimeOffset? lastWrite;
    private TimeSpan waited;

    /// <summary>A successful answer.</summary>
    /// <exception cref="GitHubException">Any other answer, or none.</exception>
    public async Task<IResponse> Send(IRequest request, CancellationToken cancellationToken, Func<object, object>? preprocessResponseBody = null)
    {
        var address = new Uri(root, request.Endpoint);
        return root.IsBaseOf(address)
            ? await SendAsync(request.Method, address, request.Body as string, calls.Cancellation)
            : throw new GitHubException(null, $"{address.Host} is not the API's host");
    }

    /// <summary>No effect: a wait that GitHub asked for is no timeout.</summary>
    public void SetRequestTimeout(TimeSpan timeout)
    {
    }

    /// <summary>The client is its maker's.</summary>
    public void Dispose()
    {
    }

    private async Task<IResponse> SendAsync(HttpMethod method, Uri address, string? json, CancellationToken cancellation)
    {
        for (var retry = 0; ; retry++)
        {
            await SpaceWritesAsync(method, cancellation);
            (var response, var body, var failure) = await TryAsync(method, address, json, cancellation);
            using (response)
            {
                if (response is { IsSuccessStatusCode: true })
                {
                    return new ApiAnswer(response.StatusCode, HeadersOf(response), body, InfoOf(response));
                }

                var message = response is null ? failure!.Message : Message(body, response);
                var wait = Patience.Before(response, message, retry, clock.GetUtcNow()) is { } time && waited + time <= Patience.LongestTotal
                    ? time
                    : throw new GitHubException(response?.StatusCode, message, failure);
                waited += wait;
                await Task.Delay(wait, clock, cancellation);
            }
        }
    }

    private async Task SpaceWritesAsync(HttpMethod method, CancellationToken cancellation)
    {
        if (method == HttpMethod.Get)
        {
            return;
        }

        if (lastWrite is { } last && last + Patience.BetweenWrites - clock.GetUtcNow() is { Ticks: > 0 } rest)
        {
            await Task.Delay(rest, clock, cancellation);
        }

        lastWrite = clock.GetUtcNow();
    }

    private async Task<(HttpResponseMessage? Response, string Body, Exception? Failure)> TryAsync(HttpMethod method, Uri address, string? json, CancellationToken cancellation)
    {
        using var request = Request(method, address, json);
        try
        {
            var response = await http.SendAsync(request, cancellation);
            return (response, await response.Content.ReadAsStringAsync(cancellation), null);
        }
        catch (Exception failure) when (failure is HttpRequestException || (failure is TaskCanceledException && !cancellation.IsCancellationRequested))
        {
            return (null, "", failure);
        }
    }

    private HttpRequestMessage Request(HttpMethod method, Uri address, string? json)
    {
        var request = new HttpRequestMessage(method, address);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/vnd.github+json"));
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue(Product, null));
        request.Headers.Add("X-GitHub-Api-Version", ApiVersion);
        if (json is not null)
        {
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        }

        return request;
    }

    private static Dictionary<string, string> HeadersOf(HttpResponseMessage response) =>
        response.Headers.ToDictionary(static header => header.Key, static header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);

    private ApiInfo InfoOf(HttpResponseMessage response)
    {
        var links = new Dictionary<string, Uri>(StringComparer.Ordinal);
        if (NextPage(response) is { } next)
        {
            links.Add("next", next);
        }

        return new ApiInfo(links, [], [], response.Headers.ETag?.Tag ?? "", new RateLimit());
    }

    // The token goes nowhere but to the API it belongs to, whatever an answer says.
    private Uri? NextPage(HttpResponseMessage response)
    {
        var next = response.Headers.TryGetValues("Link", out var links)
            ? links.SelectMany(link => link.Split(',')).FirstOrDefault(link => link.Contains("rel=\"next\"", StringComparison.Ordinal))
            : null;
        var start = next?.IndexOf('<') ?? -1;
        var end = next?.IndexOf('>') ?? -1;
        return start >= 0 && end > start && Uri.TryCreate(next![(start + 1)..end], UriKind.Absolute, out var address) && root.IsBaseOf(address)
            ? address
            : null;
    }

    private static string Message(string body, HttpResponseMessage response)
    {
        var said = response.ReasonPhrase ?? "";
        try
        {
            using var document = JsonDocument.Parse(body);
            said = document.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("message", out var message) && message.ValueKind == JsonValueKind.String
                ? message.GetString()!
                : said;
        }
        catch (JsonException)
        {
            // A proxy's page, not GitHub's answer: the status line has to do.
        }

        return PlainText.Clip(PlainText.Ascii(said), MessageLimit);
    }
}
