using PrivacyGate.GitHub.Actions;
using PrivacyGate.GitHub.Rendering;
using PrivacyGate.IO.Sinks.View;

namespace PrivacyGate.GitHub.Publishing;

/// <summary>All that publishing depends on.</summary>
/// <param name="Run">What was audited.</param>
/// <param name="Baseline">The same on the base branch, or null.</param>
/// <param name="Failed">Whether the gate fails the job.</param>
/// <param name="Inputs">What the user asked for.</param>
/// <param name="Environment">Where it runs.</param>
/// <param name="Event">Why it runs.</param>
public sealed record Publication(
    GateRun Run,
    GateRun? Baseline,
    bool Failed,
    ActionInputs Inputs,
    ActionEnvironment Environment,
    EventPayload Event)
{
    /// <summary>The run in words.</summary>
    public ReportView Report { get; } = new(Run);

    /// <summary>The run that did the audit: in publish mode not this one.</summary>
    public RunIdentity Identity => Event.TriggeringRun is { } run && Inputs.Mode == ActionMode.Publish
        ? new RunIdentity(Key(run.Workflow, ""), new Comments.RunStamp(run.Number, run.Attempt), run.HeadSha, Environment.RunUrl(run.Id))
        : new RunIdentity(
            Key(Environment.Workflow, Environment.Job),
            new Comments.RunStamp(Environment.RunNumber, Environment.RunAttempt),
            Event.PullRequest?.HeadSha ?? Environment.Sha,
            Environment.RunUrl(Environment.RunId));

    /// <summary>Run numbers compare within one workflow only; jobs of a matrix differ in their spec.</summary>
    private string Key(string workflow, string job) =>
        Comments.CommentMarker.KeyOf(Inputs.CommentKey ?? string.Join('/', new[] { workflow, job, Inputs.Config ?? "" }.Where(part => part.Length > 0)));
}

/// <param name="Notices">What the user should know of the telling; none changes the verdict.</param>
/// <param name="CommentId">The comment that stands, or null.</param>
public sealed record PublishOutcome(IReadOnlyList<Diagnostic> Notices, long? CommentId);
