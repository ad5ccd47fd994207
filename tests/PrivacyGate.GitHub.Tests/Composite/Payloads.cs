using System.Globalization;
using PrivacyGate.GitHub.Tests.StandIn;

namespace PrivacyGate.GitHub.Tests.Composite;

/// <summary>Events as GitHub's documentation of webhooks shapes them, cut to what surrounds the keys that are read.</summary>
internal static class Payloads
{
    public const string Fork = "guest/models";

    public static string PullRequest(string headRepository = GitHubStandIn.Repository, string title = "Better model") => $$"""
        {
          "action": "synchronize",
          "number": 3,
          "pull_request": {
            "number": 3,
            "title": "{{title}}",
            "state": "open",
            "head": { "ref": "better", "sha": "{{SampleRuns.Sha}}", "repo": { "full_name": "{{headRepository}}", "fork": true } },
            "base": { "ref": "main", "sha": "{{new string('b', 40)}}", "repo": { "full_name": "{{GitHubStandIn.Repository}}" } }
          },
          "repository": { "full_name": "{{GitHubStandIn.Repository}}" },
          "sender": { "login": "anna" }
        }
        """;

    public static string Push => $$"""
        { "ref": "refs/heads/main", "before": "{{new string('b', 40)}}", "after": "{{SampleRuns.Sha}}", "repository": { "full_name": "{{GitHubStandIn.Repository}}" } }
        """;

    public static string MergeGroup => $$"""
        {
          "action": "checks_requested",
          "merge_group": { "head_sha": "{{SampleRuns.Sha}}", "head_ref": "refs/heads/gh-readonly-queue/main/pr-3-x", "base_ref": "refs/heads/main" },
          "repository": { "full_name": "{{GitHubStandIn.Repository}}" }
        }
        """;

    public static string WorkflowDispatch => """{ "inputs": null, "ref": "refs/heads/main" }""";

    public static string WorkflowRun(string triggered = "pull_request", long number = 55) => $$"""
        {
          "action": "completed",
          "workflow_run": {
            "id": 4711,
            "name": "privacy check",
            "head_branch": "better",
            "head_sha": "{{SampleRuns.Sha}}",
            "run_number": {{number.ToString(CultureInfo.InvariantCulture)}},
            "run_attempt": 1,
            "event": "{{triggered}}",
            "conclusion": "failure",
            "pull_requests": [],
            "head_repository": { "full_name": "{{Fork}}" }
          },
          "repository": { "full_name": "{{GitHubStandIn.Repository}}" }
        }
        """;
}
