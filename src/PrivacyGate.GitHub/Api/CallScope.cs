namespace PrivacyGate.GitHub.Api;

/// <summary>What holds for the call that is being made: several of Octokit's calls take no cancellation.</summary>
internal sealed class CallScope
{
    public CancellationToken Cancellation { get; set; }
}
