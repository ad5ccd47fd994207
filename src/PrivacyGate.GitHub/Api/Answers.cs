using System.Text.Json.Serialization;

namespace PrivacyGate.GitHub.Api;

/// <param name="Id">Rises with time.</param>
/// <param name="Body">Markdown, or null.</param>
/// <param name="User">Null when the account is gone.</param>
public sealed record IssueComment(long Id, string? Body, Account? User);

public sealed record Account(string Login);

/// <param name="Number">Of the pull request.</param>
/// <param name="State">open or closed.</param>
/// <param name="Head">Where the change comes from.</param>
/// <param name="Base">Where it is to go.</param>
public sealed record PullRequest(int Number, string State, PullRequestEnd Head, PullRequestEnd Base);

/// <param name="Ref">The branch.</param>
/// <param name="Sha">Its last commit.</param>
/// <param name="Repo">Null when the fork is gone.</param>
public sealed record PullRequestEnd(string Ref, string Sha, RepositoryName? Repo);

public sealed record RepositoryName([property: JsonPropertyName("full_name")] string FullName);

/// <summary>A comment to write; Octokit names its keys.</summary>
internal sealed record CommentBody(string Body);

// GitHub adds keys at any time: what is not known is not looked at.
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(IssueComment))]
[JsonSerializable(typeof(List<IssueComment>))]
[JsonSerializable(typeof(List<PullRequest>))]
[JsonSerializable(typeof(Account))]
[JsonSerializable(typeof(object))]
[JsonSerializable(typeof(System.Text.Json.JsonElement))]
internal sealed partial class GitHubJson : JsonSerializerContext;
