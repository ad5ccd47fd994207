using System.Text.Json;
using Octokit.Internal;

namespace PrivacyGate.GitHub.Api;

/// <summary>
/// JSON for Octokit. Requests are written by its own serialiser; answers are read into small records of ours, since its
/// models have closed enumerations and 32-bit counts, and one comment of a stranger with another value loses the whole list.
/// </summary>
internal sealed class StrictJson : IJsonSerializer
{
    private readonly SimpleJsonSerializer requests = new();

    public string Serialize(object item) => requests.Serialize(item);

    /// <exception cref="GitHubException">The text is no such answer.</exception>
    public T Deserialize<T>(string json)
    {
        try
        {
            return (T?)JsonSerializer.Deserialize(json, typeof(T), GitHubJson.Default) ?? throw new JsonException("the answer is null");
        }
        catch (JsonException problem)
        {
            throw new GitHubException(null, $"the answer is not GitHub's: {problem.Message}", problem);
        }
    }
}
