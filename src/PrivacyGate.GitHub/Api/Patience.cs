using System.Globalization;
using System.Net;

namespace PrivacyGate.GitHub.Api;

/// <summary>When to ask again, and when to stop.</summary>
internal static class Patience
{
    public const int Retries = 5;

    /// <summary>GitHub asks for at least a second between two requests that create something.</summary>
    public static readonly TimeSpan BetweenWrites = TimeSpan.FromSeconds(1);

    /// <summary>A limit that is lifted later than this is not worth a runner's minutes.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(3);

    /// <summary>All waits together: a job that its time limit ends has no verdict.</summary>
    public static readonly TimeSpan LongestTotal = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan SecondaryLimit = TimeSpan.FromMinutes(1);

    /// <summary>How long to wait before asking again, or null when another answer is not to be expected.</summary>
    /// <param name="response">The answer, or null when there was none.</param>
    /// <param name="message">What GitHub says in it.</param>
    /// <param name="retry">0 for the first.</param>
    /// <param name="now">The time.</param>
    public static TimeSpan? Before(HttpResponseMessage? response, string message, int retry, DateTimeOffset now)
    {
        if (retry >= Retries)
        {
            return null;
        }

        var backoff = TimeSpan.FromSeconds(1 << retry);
        TimeSpan? wait = response is null || (int)response.StatusCode >= 500 ? Asked(response, now) ?? backoff
            : IsLimit(response, message) ? Asked(response, now) ?? SecondaryLimit * (1 << retry)
            : null;
        return wait is { } time && time <= LongestWait ? time : null;
    }

    // 403 also means "never": only these tell a limit from a token that does not reach.
    private static bool IsLimit(HttpResponseMessage response, string message) =>
        response.StatusCode == HttpStatusCode.TooManyRequests
        || (response.StatusCode == HttpStatusCode.Forbidden
            && (response.Headers.RetryAfter is not null
                || Header(response, "x-ratelimit-remaining") == "0"
                || message.Contains("secondary rate limit", StringComparison.OrdinalIgnoreCase)));

    private static TimeSpan? Asked(HttpResponseMessage? response, DateTimeOffset now)
    {
        if (response?.Headers.RetryAfter is { } after)
        {
            return AtLeastOneSecond(after.Delta ?? after.Date!.Value - now);
        }

        return response is not null
            && Header(response, "x-ratelimit-remaining") == "0"
            && long.TryParse(Header(response, "x-ratelimit-reset"), NumberStyles.None, CultureInfo.InvariantCulture, out var reset)
            && reset <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? AtLeastOneSecond(DateTimeOffset.FromUnixTimeSeconds(reset) - now)
            : null;
    }

    private static TimeSpan AtLeastOneSecond(TimeSpan time) => time < TimeSpan.FromSeconds(1) ? TimeSpan.FromSeconds(1) : time;

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? values.First() : null;
}
