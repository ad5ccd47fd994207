namespace PrivacyGate.IO.Sinks.Rules;

/// <summary>PG0401 to PG0499: telling GitHub. None of them changes a verdict.</summary>
internal static class GitHubRules
{
    private static readonly string[] Tags = ["github"];

    public static IReadOnlyList<Rule> All { get; } =
    [
        Note(DiagnosticIds.TokenReadOnly, "Token may not write",
            "The token of this run may not comment on the pull request, or not create a check run.",
            "Add the line the message names to the job's permissions; for forks publish from a second workflow."),
        Note(DiagnosticIds.GitHubRefused, "GitHub could not be told",
            "GitHub answered with an error, or not at all, however often it was asked.",
            "Nothing is lost: the job summary and the log hold the same figures; run the job again if you want the comment."),
        Note(DiagnosticIds.NewerRunKept, "A newer run has commented",
            "A newer run of the workflow had written its comment before this one came to it, so this one was not written.",
            "Nothing is wrong; add 'concurrency' to the workflow to stop older runs early."),
        Note(DiagnosticIds.NoPullRequest, "No pull request",
            "No open pull request has the commit that was audited as its last one, so there is nothing to comment on.",
            "Nothing is wrong when the pull request was closed or has newer commits."),
        new(DiagnosticIds.ReportRefused, Severity.Error, "Report refused",
            "The report to publish comes from a run that anyone may have started, and holds something PrivacyGate would not have written.",
            "Let both workflows run the same version of PrivacyGate; if they do, look who opened the pull request.", Tags),
        Note(DiagnosticIds.BaselineUnusable, "Base value unusable",
            "The report of the base branch cannot be read, so the comment tells no change.",
            "Write it again on the base branch with this version; see docs/github.md."),
        new(DiagnosticIds.PublishOutsideWorkflowRun, Severity.Error, "Publish without an audit",
            "The mode 'publish' audits nothing, and this workflow was not started by the run that did.",
            "Use 'mode: check' here, or start the workflow by 'workflow_run' of the one that audits.", Tags),
    ];

    private static Rule Note(string id, string title, string cause, string cure) =>
        new(id, Severity.Message, title, cause, cure, Tags);
}
