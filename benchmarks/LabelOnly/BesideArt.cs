using System.Globalization;
using PrivacyGate.Features;
using PrivacyGate.LabelOnly;

namespace PrivacyGate.Benchmarks.LabelOnly;

/// <summary>The boundary search beside ART's HopSkipJump: the same records, features as numbers in [0, 1], Euclidean distance, the same queries a record.</summary>
internal static class BesideArt
{
    /// <param name="folder">Where Location-30 lies.</param>
    /// <param name="table">What art_hop_skip_jump.py wrote.</param>
    public static void Print(string folder, string table)
    {
        var art = File.ReadLines(table).Skip(1).Select(Row.Parse).ToArray();
        var asked = art.Where(static row => row.Queries > 1).ToArray();
        using var location = Location30.Load(folder, art.Length / 2);
        var space = FeatureSpace.Uniform(location.Records.Features[0], []);
        var budget = (int)Timing.Median(asked.Select(static row => (double)row.Queries));
        var artDistance = Timing.Median(asked.Select(static row => row.Distance));
        var artSeconds = asked.Average(static row => row.Seconds);
        Console.WriteLine($"## Beside ART's HopSkipJump, the same {art.Length} records of Location-30, {asked.Length} of them answered rightly");
        Console.WriteLine();
        Console.WriteLine("| what | queries a record | median distance | ms a record | times as fast |");
        Console.WriteLine("|---|---|---|---|---|");
        Console.WriteLine($"| ART (PyTorch, one thread, as it comes: record after record) | {budget:N0} | {artDistance:F4} | {artSeconds * 1e3:F1} | 1 |");
        foreach (var (name, threads, options) in new[]
        {
            ("ours, all queries, one thread", 1, new LabelOnlyOptions { QueriesPerRecord = budget, StableRankCorrelation = 2 }),
            ("ours, all queries", Environment.ProcessorCount, new LabelOnlyOptions { QueriesPerRecord = budget, StableRankCorrelation = 2 }),
            ("ours, ended by itself, one thread", 1, new LabelOnlyOptions { QueriesPerRecord = budget }),
            ("ours, ended by itself", Environment.ProcessorCount, new LabelOnlyOptions { QueriesPerRecord = budget }),
        })
        {
            LabelOnlyEvidence? evidence = null;
            var request = new LabelOnlyRequest(["label-boundary"], location.Records, location.Model, space, options with { DegreeOfParallelism = threads });
            var seconds = Timing.Seconds(() => evidence = LabelOnlyCollector.Collect(request)) / asked.Length;
            var last = evidence!.Curves[0].Points[^1];
            Console.WriteLine($"| {name}{(threads > 1 ? $", {threads} threads" : "")} | {last.QueriesPerRecord:N0} | {Timing.Median(last.Scores.Where(static score => score > 0)):F4} | {seconds * 1e3:F2} | {artSeconds / seconds:F0} |");
        }

        Console.WriteLine();
    }

    private sealed record Row(double Distance, int Queries, double Seconds)
    {
        public static Row Parse(string line)
        {
            var cells = line.Split(',');
            return new Row(
                double.Parse(cells[2], CultureInfo.InvariantCulture),
                int.Parse(cells[3], CultureInfo.InvariantCulture),
                double.Parse(cells[4], CultureInfo.InvariantCulture));
        }
    }
}
