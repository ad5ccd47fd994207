using PrivacyGate.Gating;
using PrivacyGate.GitHub.Actions;
using PrivacyGate.GitHub.Api;
using PrivacyGate.GitHub.Comments;
using PrivacyGate.GitHub.Rendering;
using CheckConclusion = Octokit.CheckConclusion;
using CheckStatus = Octokit.CheckStatus;
using NewCheckRun = Octokit.NewCheckRun;
using NewCheckRunOutput = Octokit.NewCheckRunOutput;

namespace PrivacyGate.GitHub.Publishing;

/// <summary>Tells GitHub what came of a run. Whatever GitHub answers becomes a notice: the verdict stands without it.</summary>
public static class Publisher
{
    private const int CheckTextLimit = 60_000;

    public static async Task<PublishOutcome> PublishAsync(Publication publication, HttpClient http, TimeProvider clock, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(publication);
        var notices = new List<Diagnostic>();
        long? comment = null;
        if (publication.Inputs.Token is { } token)
        {
            var client = new GitHubClient(http, publication.Environment.ApiUrl, publication.Environment.Repository, token, clock);
            comment = await Noted(notices, publication, "pull-requests: write", () => CommentAsync(publication, client, notices, cancellation));
            await Noted(notices, publication, "checks: write", () => CheckRunAsync(publication, client, cancellation));
        }
        else if (Wanted(publication))
        {
            notices.Add(Diagnostic.Note(DiagnosticIds.TokenReadOnly, "there is no token, so there is no comment; leave the input 'token' at its default"));
        }

        return new PublishOutcome(notices, comment);
    }

    private static bool Wanted(Publication publication) =>
        publication.Inputs.Comment != CommentMode.Off && (publication.Inputs.Mode == ActionMode.Publish || publication.Event.PullRequest is not null);

    private static async Task<long?> CommentAsync(Publication publication, GitHubClient client, List<Diagnostic> notices, CancellationToken cancellation)
    {
        if (!Wanted(publication))
        {
            return null;
        }

        var identity = publication.Identity;
        var pullRequests = await PullRequests.OfAsync(publication, client, cancellation);
        if (pullRequests.Count == 0)
        {
            notices.Add(Diagnostic.Note(DiagnosticIds.NoPullRequest, $"no open pull request has {identity.Sha[..7]} as its last commit, so there is no comment"));
        }

        long? id = null;
        foreach (var number in pullRequests)
        {
            var sticky = new StickyComment(client, number, identity.Marker, budget => PullRequestComment.Render(publication.Report, identity, publication.Baseline, budget));
            var outcome = await sticky.PublishAsync(MayCreate(publication), cancellation);
            id ??= outcome.Id;
            if (outcome.Fate == CommentFate.NewerKept)
            {
                notices.Add(Diagnostic.Note(DiagnosticIds.NewerRunKept, $"a newer run than {identity.Stamp} has commented; its comment was kept"));
            }
        }

        return id;
    }

    private static bool MayCreate(Publication publication) => publication.Inputs.Comment switch
    {
        CommentMode.Always => true,
        CommentMode.OnFailure => publication.Failed,
        _ => publication.Failed || publication.Run.Report.Models.Any(model => model.Verdict.Kind != VerdictKind.Pass)
            || LoosenedGate.Of(publication.Run, publication.Baseline).Count > 0,
    };

    private static async Task<long?> CheckRunAsync(Publication publication, GitHubClient client, CancellationToken cancellation)
    {
        if (!publication.Inputs.CheckRun)
        {
            return null;
        }

        var identity = publication.Identity;
        var undecided = publication.Run.Report.Models.Any(model => model.Verdict.Kind == VerdictKind.Inconclusive);
        Octokit.StringEnum<CheckConclusion> conclusion = publication.Failed && publication.Inputs.FailOn != FailOn.Never ? CheckConclusion.Failure
            // Nobody vouches for the report of another run: a forged pass must not become a check that passed.
            : publication.Failed || undecided || publication.Inputs.Mode == ActionMode.Publish ? CheckConclusion.Neutral
            : CheckConclusion.Success;
        var summary = JobSummary.Render(publication.Report, identity, publication.Baseline, budget: CheckTextLimit);
        await client.CreateCheckRunAsync(
            new NewCheckRun($"PrivacyGate / {identity.Key}", identity.Sha)
            {
                Status = CheckStatus.Completed,
                Conclusion = conclusion,
                DetailsUrl = identity.RunUrl.AbsoluteUri,
                Output = new NewCheckRunOutput($"PrivacyGate: {conclusion.StringValue}", summary),
            },
            cancellation);
        return null;
    }

    private static async Task<long?> Noted(List<Diagnostic> notices, Publication publication, string permission, Func<Task<long?>> tell)
    {
        try
        {
            return await tell();
        }
        catch (GitHubException refusal) when (refusal.IsPermission)
        {
            notices.Add(Diagnostic.Note(DiagnosticIds.TokenReadOnly, Permission(publication, permission, refusal)));
        }
        catch (GitHubException refusal)
        {
            var answer = refusal.Status is { } status ? $"answered {(int)status}" : "did not answer";
            notices.Add(Diagnostic.Note(DiagnosticIds.GitHubRefused, $"GitHub {answer} ({refusal.Message}), so it was not told; the summary has everything"));
        }

        return null;
    }

    private static string Permission(Publication publication, string permission, GitHubException refusal)
    {
        var what = $"the token may not do this (GitHub: {(int)refusal.Status!} {refusal.Message})";
        return publication.Event.PullRequest is { FromFork: true }
            ? $"{what}: for a pull request from a fork it is read-only, whatever 'permissions:' says; publish from a second workflow on workflow_run that has '{permission}', see docs/github.md"
            : publication.Environment.Actor == ActionEnvironment.Dependabot
            ? $"{what}: for Dependabot it is read-only unless the workflow says otherwise; add '{permission}' to 'permissions:' of this job"
            : $"{what}; add '{permission}' to 'permissions:' of this job";
    }
}
