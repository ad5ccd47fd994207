using PrivacyGate.Attacks;
using PrivacyGate.Auditing;
using PrivacyGate.Auditing.Findings;
using PrivacyGate.Features;
using PrivacyGate.LabelOnly;
using PrivacyGate.LabelOnly.Queries;
using PrivacyGate.Models;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Inference;
using PrivacyGate.Onnx.Inspection;
using PrivacyGate.Samples;

namespace PrivacyGate.Benchmarks.LabelOnly;

/// <summary>What knowing the gradients is worth to label-boundary: the same records and budgets, black-box and white-box in turn.</summary>
internal static class WhiteBox
{
    private static readonly int[] Budgets = [25, 50, 100, 500, 2500];

    public static void Print(string folder, int aSide, int largestBudget)
    {
        using var location = BenchmarkTarget.Load(folder, aSide);
        var inspection = ModelInspection.Of(OnnxFile.Read(Path.Combine(folder, "model.onnx")));
        if (!OnnxInputGradients.TryOpen(inspection, null, out var gradients, out var refusal))
        {
            throw new InvalidOperationException(refusal.Why);
        }

        using (gradients)
        {
            Print("features as flags, exchanges", location, FeatureSpace.Of(location.Records, []), gradients, largestBudget, BoundaryNorm.Euclidean);
            Print("features as numbers, l2", location, FeatureSpace.Uniform(location.Records.Features[0], []), gradients, largestBudget, BoundaryNorm.Euclidean);
            Print("features as numbers, linf", location, FeatureSpace.Uniform(location.Records.Features[0], []), gradients, largestBudget, BoundaryNorm.Largest);
        }
    }

    private static void Print(string name, BenchmarkTarget location, FeatureSpace space, IInputGradients gradients, int largestBudget, BoundaryNorm norm)
    {
        Console.WriteLine($"## White box beside black box: {name}, {location.Records.Count} records of Location-30");
        Console.WriteLine();
        Console.WriteLine("The advantage is cross-fitted; brackets hold 95 % intervals. A gradient counts as a query. Distances of exchanges are scores: cost plus a share below 1 that ranks records of equal cost.");
        Console.WriteLine();
        Console.WriteLine("| knowledge | queries a record | mean distance | AUC | advantage | asking took (s) |");
        Console.WriteLine("|---|---|---|---|---|---|");
        foreach (var budget in Budgets.Where(budget => budget <= largestBudget))
        {
            foreach (var known in (IInputGradients?[])[null, gradients])
            {
                PrintRow(location, space, known, new LabelOnlyOptions { QueriesPerRecord = budget, StableRankCorrelation = 2, DegreeOfParallelism = Environment.ProcessorCount, Norm = norm });
            }
        }

        PrintRow(location, space, gradients, new LabelOnlyOptions { QueriesPerRecord = largestBudget, DegreeOfParallelism = Environment.ProcessorCount, Norm = norm });

        Console.WriteLine();
    }

    private static void PrintRow(BenchmarkTarget location, FeatureSpace space, IInputGradients? gradients, LabelOnlyOptions options)
    {
        var attack = new LabelBoundaryAttack();
        LabelOnlyEvidence? evidence = null;
        var request = new LabelOnlyRequest([attack.Id], location.Records, location.Model, space, options) { Gradients = gradients };
        var seconds = Timing.Seconds(() => evidence = LabelOnlyCollector.Collect(request));
        var last = evidence!.Curves[0].Points[^1];
        var ended = evidence.Curves[0].Ended == QueryEnd.BudgetSpent ? "" : ", ended by itself";
        var report = Auditor.Run(location.Sample with { Input = location.Sample.Input with { LabelOnly = evidence } }, [attack], new AuditOptions());
        string Text(string metric)
        {
            var finding = report.Findings.Single(finding => finding.Attack == attack.Id && finding.Metric == metric);
            return $"{finding.Value:F3} [{finding.Lower:F3}, {finding.Upper:F3}]";
        }

        Console.WriteLine($"| {(gradients is null ? "black-box" : "white-box")} | {last.QueriesPerRecord:N0}{ended} | {last.Scores.Where(static score => score > 0).Average():F4} | {Text(MetricIds.Auc)} | {Text(MetricIds.Advantage)} | {seconds:F2} |");
    }
}
