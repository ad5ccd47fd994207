using PrivacyGate.Attacks;
using PrivacyGate.Auditing;
using PrivacyGate.Auditing.Findings;
using PrivacyGate.Features;
using PrivacyGate.LabelOnly;
using PrivacyGate.LabelOnly.Queries;
using PrivacyGate.Samples;

namespace PrivacyGate.Benchmarks.LabelOnly;

/// <summary>What label-only attacks find as their budget grows, beside the weakest and the plainest of the others.</summary>
internal static class Strength
{
    private static readonly int[] Budgets = [100, 500, 2500, 25000];

    public static void Print(string folder, int aSide, int largestBudget)
    {
        using var location = BenchmarkTarget.Load(folder, aSide);
        Console.WriteLine($"## Location-30, {aSide} + {aSide} records (over-fitted MLP 446-128-30, all features flags)");
        Console.WriteLine();
        Console.WriteLine("Area and advantage with 95 % intervals; the advantage is cross-fitted, never the in-sample maximum.");
        Console.WriteLine();
        Console.WriteLine("| attack | queries a record | AUC | advantage | asking took (s) |");
        Console.WriteLine("|---|---|---|---|---|");
        PrintRow(location.Sample, new GapAttack(), "1", "");
        PrintRow(location.Sample, new LossAttack(), "1, with all scores", "");
        var space = FeatureSpace.Of(location.Records, []);
        foreach (var attack in (IAttack[])[new LabelNoiseAttack(), new LabelAugmentAttack(), new LabelBoundaryAttack()])
        {
            foreach (var budget in Budgets.Where(budget => budget <= largestBudget))
            {
                var options = new LabelOnlyOptions { QueriesPerRecord = budget, StableRankCorrelation = 2, DegreeOfParallelism = Environment.ProcessorCount };
                PrintAsked(location, attack, space, options);
            }

            PrintAsked(location, attack, space, new LabelOnlyOptions { QueriesPerRecord = largestBudget, DegreeOfParallelism = Environment.ProcessorCount });
        }

        Console.WriteLine();
        Console.WriteLine("The last row of each attack may end by itself, when the ranking no longer changes.");
        Console.WriteLine();
    }

    private static void PrintAsked(BenchmarkTarget location, IAttack attack, FeatureSpace space, LabelOnlyOptions options)
    {
        LabelOnlyEvidence? evidence = null;
        var seconds = Timing.Seconds(() => evidence = LabelOnlyCollector.Collect(new LabelOnlyRequest([attack.Id], location.Records, location.Model, space, options)));
        var curve = evidence!.Curves[0];
        var ended = curve.Ended == QueryEnd.RankingStable ? ", ended by itself" : "";
        PrintRow(location.Sample with { Input = location.Sample.Input with { LabelOnly = evidence } }, attack, $"{curve.Points[^1].QueriesPerRecord:N0}{ended}", $"{seconds:F1}");
    }

    private static void PrintRow(AuditSample sample, IAttack attack, string queries, string seconds)
    {
        var report = Auditor.Run(sample, [attack], new AuditOptions());
        Finding Of(string metric) => report.Findings.Single(finding => finding.Attack == attack.Id && finding.Metric == metric);
        string Text(Finding finding) => $"{finding.Value:F3} [{finding.Lower:F3}, {finding.Upper:F3}]";
        Console.WriteLine($"| {attack.Id} | {queries} | {Text(Of(MetricIds.Auc))} | {Text(Of(MetricIds.Advantage))} | {seconds} |");
    }
}
