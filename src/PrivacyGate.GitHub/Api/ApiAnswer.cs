using System.Net;
using Octokit;

namespace PrivacyGate.GitHub.Api;

/// <summary>A successful answer, as Octokit takes it.</summary>
/// <param name="StatusCode">The status.</param>
/// <param name="Headers">As sent.</param>
/// <param name="Text">The body.</param>
/// <param name="ApiInfo">What the headers say about it.</param>
internal sealed record ApiAnswer(HttpStatusCode StatusCode, IReadOnlyDictionary<string, string> Headers, string Text, ApiInfo ApiInfo) : IResponse
{
    public object Body => Text;

    /// <summary>Octokit reads nothing else; what is no JSON is found out by reading it.</summary>
    public string ContentType => "application/json";
}
