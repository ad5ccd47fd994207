using PrivacyGate.Fuzz.Tests.Mutators;
using PrivacyGate.Fuzz.Tests.Seeds;
using PrivacyGate.GitHub.Comments;
using PrivacyGate.GitHub.Publishing;
using PrivacyGate.GitHub.Rendering;
using PrivacyGate.IO.Sinks.Json;
using PrivacyGate.IO.Sinks.View;

namespace PrivacyGate.Fuzz.Tests.Kinds;

/// <summary>report.json of a run that nobody vouches for, as github publish reads and words it.</summary>
internal sealed class ReportKind(int share) : FuzzKind("report", ReportJson.FileName, share)
{
    private static readonly RunIdentity Identity = new("privacy/gate", new RunStamp(812, 1), new string('a', 40), new Uri("https://github.com/clinic/models/actions/runs/77"));

    public override byte[] Make(Random random) => random.Next(5) == 0
        ? ByteMutator.Mutate(Runs.Report, Runs.Report, random)
        : JsonMutator.Mutate(Runs.Report, random);

    public override bool Read(string path, CancellationToken cancellation)
    {
        var run = UntrustedReport.Read(path);
        var report = new ReportView(run);
        _ = PullRequestComment.Render(report, Identity, UntrustedReport.ReadBounded(path));
        _ = JobSummary.Render(report, Identity);
        return report.Lines.Count > 0 || run.Report.Models.Count == 0 ? true : throw new FaultException("a report of models says nothing");
    }
}
