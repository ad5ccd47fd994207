using PrivacyGate.Features;
using PrivacyGate.LabelOnly;
using PrivacyGate.LabelOnly.Queries;
using PrivacyGate.Samples;

namespace PrivacyGate.Benchmarks.LabelOnly;

/// <summary>The boundary search beside ART's HopSkipJump: the same records, features as numbers in [0, 1], Euclidean distance, the same queries a record.</summary>
internal sealed class BesideArt(BenchmarkTarget target, ArtTable art)
{
    private readonly FeatureSpace space = FeatureSpace.Uniform(target.Features, [], target.Features.RecordShape.Count > 1);

    /// <param name="folder">Where the target lies.</param>
    /// <param name="table">What art_hop_skip_jump.py wrote.</param>
    public static void Print(string folder, string table)
    {
        var art = ArtTable.Read(table);
        using var target = BenchmarkTarget.Load(folder, art.Rows.Length / 2);
        Console.WriteLine($"## {target.Name}: beside ART's HopSkipJump, the same {art.Rows.Length} records, {art.Asked.Length} of them answered rightly");
        Console.WriteLine();
        Console.WriteLine("Ours after one shorter run, which compiles the code; an audit asks everyone in one go, and the time is that of all records divided by their number.");
        Console.WriteLine();
        Console.WriteLine("| what | queries a record | asked in fact | median distance | ms a record | times as fast |");
        Console.WriteLine("|---|---|---|---|---|---|");
        Console.WriteLine($"| ART (PyTorch, one thread, as it comes: record after record) | {art.Queries:N0} | {art.Queries:N0} | {art.Distance:F4} | {art.Seconds * 1e3:F1} | 1 |");
        new BesideArt(target, art).PrintOurs();
        Console.WriteLine();
    }

    private void PrintOurs()
    {
        var all = new LabelOnlyOptions { QueriesPerRecord = art.Queries, StableRankCorrelation = 2 };
        Run(all with { QueriesPerRecord = 2000 }, Environment.ProcessorCount);
        var whole = PrintRow("ours, all queries", all);
        PrintRow($"ours, the fewest queries with which the median distance is ART's", all with { QueriesPerRecord = QueriesForArtsDistance(whole) });
        PrintRow("ours, ended by itself", all with { StableRankCorrelation = new LabelOnlyOptions().StableRankCorrelation });
    }

    private QueryCurve PrintRow(string name, LabelOnlyOptions options)
    {
        QueryCurve? curve = null;
        foreach (var threads in new[] { 1, Environment.ProcessorCount }.Distinct())
        {
            (curve, var seconds, var queries) = Run(options, threads);
            seconds /= art.Asked.Length;
            var last = curve.Points[^1];
            Console.WriteLine($"| {name}, {(threads == 1 ? "one thread" : $"{threads} threads")} | {last.QueriesPerRecord:N0} | {(double)queries / art.Asked.Length:N0} | {Median(last):F4} | {seconds * 1e3:F2} | {art.Seconds / seconds:F1} |");
        }

        return curve!;
    }

    /// <summary>By halving between the last noted number of queries with a larger distance and the first without.</summary>
    private int QueriesForArtsDistance(QueryCurve whole)
    {
        var points = whole.Points.Skip(1).ToArray();
        var far = points.TakeWhile(point => Median(point) > art.Distance).Select(static point => (int)point.QueriesPerRecord).LastOrDefault(1);
        var near = (int)points.Select(static point => point.QueriesPerRecord).First(queries => queries > far || far == art.Queries);
        while (near - far > Math.Max(1, near / 50))
        {
            var middle = (near + far) / 2;
            var (curve, _, _) = Run(new LabelOnlyOptions { QueriesPerRecord = middle, StableRankCorrelation = 2 }, Environment.ProcessorCount);
            (Median(curve.Points[^1]) > art.Distance ? ref far : ref near) = middle;
        }

        return near;
    }

    private (QueryCurve Curve, double Seconds, long Queries) Run(LabelOnlyOptions options, int threads)
    {
        LabelOnlyEvidence? evidence = null;
        var counted = new CountingClassifier(target.Model);
        var request = new LabelOnlyRequest(["label-boundary"], target.Records, counted, space, options with { DegreeOfParallelism = threads });
        var seconds = Timing.Seconds(() => evidence = LabelOnlyCollector.Collect(request));
        return (evidence!.Curves[0], seconds, counted.Records);
    }

    private static double Median(QueryPoint point) => Timing.Median(point.Scores.Where(static score => score > 0));
}
