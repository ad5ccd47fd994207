using PrivacyGate.Cli.Checking;
using PrivacyGate.Cli.Console;
using PrivacyGate.GitHub.Actions;
using PrivacyGate.GitHub.Publishing;
using PrivacyGate.GitHub.Rendering;
using PrivacyGate.IO.Sinks.Rules;

namespace PrivacyGate.Cli.GitHub;

/// <summary>Summary, annotations, comment and outputs, in this order, so that what cannot fail is done first.</summary>
internal static class GitHubPublish
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    public static ExitCode Run() => Guarded.Run(static token => Publish(Read(), token));

    private static ExitCode Publish((Publication Publication, IReadOnlyList<Diagnostic> Notices) read, CancellationToken token)
    {
        var (publication, notices) = read;
        var environment = publication.Environment;
        if (publication.Inputs.Summary)
        {
            StepFiles.Append(environment.SummaryPath, JobSummary.Render(publication.Report, publication.Identity, publication.Baseline));
        }

        if (publication.Inputs is { Annotations: true, Mode: ActionMode.Check })
        {
            Print(Annotations.Of(publication.Run));
        }

        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = Timeout };
        var outcome = Publisher.PublishAsync(publication, http, TimeProvider.System, token).GetAwaiter().GetResult();
        Tell([.. notices, .. outcome.Notices], publication);
        StepFiles.Output(environment.OutputPath, Outputs.Of(publication.Run, outcome.CommentId));
        return ExitCode.Pass;
    }

    private static (Publication, IReadOnlyList<Diagnostic>) Read()
    {
        var inputs = ActionInputs.From(Environment.GetEnvironmentVariable);
        var environment = ActionEnvironment.From(Environment.GetEnvironmentVariable);
        RequireForeignRun(inputs.Mode, environment.EventName);
        var payload = environment.EventPath is { } path ? EventPayload.Read(path) : EventPayload.None;
        var run = inputs.Mode == ActionMode.Publish ? PublishedRun.Foreign(inputs) : PublishedRun.Own(inputs);
        var baseline = PublishedRun.Baseline(inputs, out var notices);
        var failed = GateExit.Of(run) != ExitCode.Pass;
        return (new Publication(run, baseline, failed, inputs, environment, payload), notices);
    }

    /// <summary>In a workflow of the pull request itself, the report could be a file of the pull request, and nothing would have been audited.</summary>
    private static void RequireForeignRun(ActionMode mode, string eventName)
    {
        if (mode == ActionMode.Publish && eventName != "workflow_run")
        {
            throw new InputException(Diagnostic.Error(
                DiagnosticIds.PublishOutsideWorkflowRun,
                $"mode 'publish' audits nothing and this run was started by '{PlainText.Clip(eventName, 100)}'; use mode 'check', or start the workflow by 'workflow_run'"));
        }
    }

    private static void Tell(IReadOnlyList<Diagnostic> notices, Publication publication)
    {
        Print(notices.Select(Annotations.Of));
        if (publication.Inputs.Summary)
        {
            StepFiles.Append(publication.Environment.SummaryPath, JobSummary.Notices(notices));
        }
    }

    private static void Print(IEnumerable<string> commands) => Terminal.Unheard(() =>
    {
        foreach (var command in commands)
        {
            System.Console.Out.WriteLine(command);
        }
    });
}
