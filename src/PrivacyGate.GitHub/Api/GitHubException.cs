using System.Net;

namespace PrivacyGate.GitHub.Api;

/// <summary>GitHub's no, after all the asking that was worth it.</summary>
public sealed class GitHubException : Exception
{
    public GitHubException(HttpStatusCode? status, string message, Exception? inner = null)
        : base(message, inner) => Status = status;

    /// <summary>Null when there was no answer at all.</summary>
    public HttpStatusCode? Status { get; }

    /// <summary>Whether the token does not reach that far. GitHub hides what a token may not see behind 404.</summary>
    public bool IsPermission => Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound;
}
