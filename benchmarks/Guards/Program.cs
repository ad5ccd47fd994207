using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using PrivacyGate;
using PrivacyGate.Benchmarks.Guards;

// What a guard costs a record, and that its span forms allocate nothing:
//   dotnet run -c Release --project benchmarks/Guards > benchmarks/results/scoreguard.md
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
const int Rows = 1_000;
const int Repeats = 21;
int[] widths = [2, 10, 100, 1_000];

(string Name, GuardBatch Guard)[] guards =
[
    ("Round, 2 digits", static (scores, classes) => ScoreGuard.RoundRowsInPlace(scores, classes, 2)),
    ("TopK, k = 2", static (scores, classes) => ScoreGuard.TopKRowsInPlace(scores, classes, 2)),
    ("LabelOnly", ScoreGuard.LabelOnlyRowsInPlace),
    ("OrderOnly", ScoreGuard.OrderOnlyRowsInPlace),
    ("Temperature, 2", static (scores, classes) => ScoreGuard.TemperatureRowsInPlace(scores, classes, 2)),
    ("Clip, 0.01 to 0.9", static (scores, classes) => ScoreGuard.ClipRowsInPlace(scores, classes, 0.01f, 0.9f)),
    ("Noise, 0.05", static (scores, classes) => ScoreGuard.NoiseRowsInPlace(scores, classes, 0.05f, 1)),
];

Console.WriteLine("# ScoreGuard");
Console.WriteLine();
Console.WriteLine($"Made by `dotnet run -c Release --project benchmarks/Guards`. {RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}, {Environment.ProcessorCount} cores, {RuntimeInformation.FrameworkDescription}, one thread.");
Console.WriteLine();
Console.WriteLine($"Nanoseconds for each record, in place, checks included: median of {Repeats} batches of {Rows:N0} records. Allocated: bytes of all {Repeats} batches after one to warm up.");
Console.WriteLine();
Console.WriteLine("| guard | 2 classes | 10 classes | 100 classes | 1,000 classes | allocated (B) |");
Console.WriteLine("|---|---|---|---|---|---|");
foreach (var (name, guard) in guards)
{
    var measured = widths.Select(classes => Measure(guard, classes)).ToList();
    Console.WriteLine($"| {name} | {string.Join(" | ", measured.Select(static cell => $"{cell.Nanoseconds:N0}"))} | {measured.Sum(static cell => cell.Bytes)} |");
}

static (double Nanoseconds, long Bytes) Measure(GuardBatch guard, int classes)
{
    var original = Scores(classes);
    var scores = new float[original.Length];
    var times = new double[Repeats];
    long bytes = 0;
    for (var repeat = -20; repeat < Repeats; repeat++)
    {
        original.CopyTo(scores, 0);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var start = Stopwatch.GetTimestamp();
        guard(scores, classes);
        var elapsed = Stopwatch.GetElapsedTime(start);
        if (repeat >= 0)
        {
            bytes += GC.GetAllocatedBytesForCurrentThread() - before;
            times[repeat] = elapsed.TotalNanoseconds / Rows;
        }
    }

    return (times.Order().ElementAt(Repeats / 2), bytes);
}

static float[] Scores(int classes)
{
    var random = new Random(1);
    var scores = new float[Rows * classes];
    for (var row = 0; row < Rows; row++)
    {
        var parts = Enumerable.Range(0, classes).Select(_ => Math.Exp(8 * random.NextDouble())).ToArray();
        var sum = parts.Sum();
        for (var i = 0; i < classes; i++)
        {
            scores[(row * classes) + i] = (float)(parts[i] / sum);
        }
    }

    return scores;
}
