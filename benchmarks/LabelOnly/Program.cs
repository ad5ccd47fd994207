using System.Diagnostics;
using System.Globalization;
using PrivacyGate.Attacks;
using PrivacyGate.Auditing;
using PrivacyGate.Benchmarks.LabelOnly;
using PrivacyGate.LabelOnly;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
using var location = Location30.Load(args[0], 600);
foreach (var attack in new[] { "label-noise", "label-boundary" }.Where(id => args.Length < 3 || args[2] == id))
{
    var watch = Stopwatch.StartNew();
    var space = FeatureSpace.Of(location.Records, []);
    Console.WriteLine(string.Join(" ", space.Features.GroupBy(f => f.Kind).Select(g => $"{g.Key}:{g.Count()}")));
    if (args.Contains("uniform")) { space = FeatureSpace.Uniform(location.Records.Features[0], []); }
    var evidence = LabelOnlyCollector.Collect(new LabelOnlyRequest([attack], location.Records, location.Model, space, new LabelOnlyOptions { QueriesPerRecord = int.Parse(args[1], CultureInfo.InvariantCulture), StableRankCorrelation = 2, DegreeOfParallelism = 2 }));
    Console.WriteLine($"{attack} {watch.Elapsed.TotalSeconds:F2} s {evidence.Curves[0].Ended}");
    foreach (var point in evidence.Curves[0].Points)
    {
        var attackOf = new Pointwise(attack, point.Scores);
        var report = Auditor.Run(location.Sample, [attackOf], new AuditOptions());
        var adv = report.Findings.First(f => f.Attack == attack && f.Metric == "advantage");
        var auc = report.Findings.First(f => f.Metric == "auc");
        Console.WriteLine($"{point.QueriesPerRecord,8} auc {auc.Value:F4} [{auc.Lower:F4},{auc.Upper:F4}] adv {adv.Value:F4} [{adv.Lower:F4},{adv.Upper:F4}] median {point.Scores.Where(s => s > 0).Order().ElementAt(point.Scores.Count(s => s > 0) / 2):F4}");
    }
}

internal sealed class Pointwise(string id, double[] scores) : IAttack
{
    public string Id => id;
    public string? Refusal(AuditInput input) => null;
    public MembershipScores Score(AuditInput input) => new(id, scores, ThresholdRule.BestAdvantage);
}
