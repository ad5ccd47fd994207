using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using PrivacyGate.Benchmarks.Throughput;
using PrivacyGate.IO.Readers;
using PrivacyGate.IO.Spec;
using PrivacyGate.Onnx.Inference;

// How long a check takes beside what it cannot avoid, and what memory it needs:
//   dotnet run -c Release --project benchmarks/Throughput -- [records] > benchmarks/results/throughput.md
//   dotnet run -c Release --project benchmarks/Throughput -- trees <model>... (see benchmarks/results/standard-time.md)
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is ["trees", .. var models])
{
    TreeModels.Write(models);
    return;
}

var records = args is [var count] ? int.Parse(count, CultureInfo.InvariantCulture) : 1_000_000;
var folder = Directory.CreateTempSubdirectory("privacygate-throughput").FullName;
try
{
    Measure();
}
finally
{
    Directory.Delete(folder, recursive: true);
}

void Measure()
{
    var model = Path.Combine(folder, "mlp.onnx");
    SyntheticModel.WriteMlp(model, SyntheticRecords.Features, 64, 2);
    SyntheticRecords.WriteCsv(Path.Combine(folder, "members.csv"), records / 2, seed: 1);
    SyntheticRecords.WriteCsv(Path.Combine(folder, "holdout.csv"), records / 2, seed: 2);
    var spec = Path.Combine(folder, "privacygate.json");
    File.WriteAllText(spec, """{"models":[{"path":"mlp.onnx","members":"members.csv","nonMembers":"holdout.csv","label":"label"}]}""");

    Header();
    WholeCheck(spec, model);
    InferenceRatios(model);
    ColdStart();
}

void Header()
{
    Console.WriteLine("# Throughput");
    Console.WriteLine();
    Console.WriteLine($"Made by `dotnet run -c Release --project benchmarks/Throughput`. {RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}, {Environment.ProcessorCount} cores, {RuntimeInformation.FrameworkDescription}, ONNX Runtime {Microsoft.ML.OnnxRuntime.OrtEnv.Instance().GetVersionString()}.");
    Console.WriteLine();
}

void WholeCheck(string spec, string model)
{
    var read = SpecReader.Read(spec, null).Spec!.Models[0];
    using var classifier = OnnxClassifier.Open(model, null);
    var readers = new[] { RecordReader.Open(read.Members), RecordReader.Open(read.NonMembers) };
    var plan = FeaturePlan.Match(classifier.Inputs, readers, RecordKeys.Of(read));
    var labels = LabelMap.Create(classifier.Classes, read.Classes);
    var output = Path.Combine(folder, "out");
    var ratios = new List<double>();
    Console.WriteLine($"## The whole of `check --profile quick`, {records:N0} records of {SyntheticRecords.Features} features (CSV), MLP 20-64-2");
    Console.WriteLine();
    Console.WriteLine("| run | reading (s) | raw inference (s) | check (s) | ratio | peak memory over idle (MB) |");
    Console.WriteLine("|---|---|---|---|---|---|");
    var idle = MeasuredProcess.RunTool("--help").PeakBytes;
    for (var run = 1; run <= 5; run++)
    {
        var watch = Stopwatch.StartNew();
        var seen = readers.Sum(reader => reader.Read(plan, labels, classifier.PreferredBatchSize, CancellationToken.None).Sum(static batch => batch.Count));
        var reading = watch.Elapsed.TotalSeconds;
        Debug.Assert(seen == records, "every record is read");
        var inference = InferenceLoop.RawSeconds(model, SyntheticRecords.Features, records, classifier.PreferredBatchSize);
        var check = MeasuredProcess.RunTool("check", "--config", spec, "--out", output, "--profile", "quick", "--no-progress");
        if (check.ExitCode != 0)
        {
            throw new InvalidOperationException($"check answered {check.ExitCode}");
        }

        ratios.Add(check.Seconds / (reading + inference));
        Console.WriteLine($"| {run} | {reading:F2} | {inference:F2} | {check.Seconds:F2} | {ratios[^1]:F2} | {(check.PeakBytes - idle) / 1e6:F0} |");
    }

    Console.WriteLine();
    Console.WriteLine($"Median ratio {InferenceLoop.Median(ratios):F2}; {new FileInfo(Path.Combine(folder, "members.csv")).Length * 2 / 1e6:F0} MB of CSV; idle is `--help`, {idle / 1e6:F0} MB.");
    Console.WriteLine();
}

void InferenceRatios(string smallModel)
{
    var location = Path.Combine(folder, "location.onnx");
    SyntheticModel.WriteMlp(location, 446, 128, 30);
    Console.WriteLine("## Our inference loop against a bare ONNX Runtime loop (one thread, same batches, medians of 11 runs in turn)");
    Console.WriteLine();
    Console.WriteLine("| model | ours (ms) | bare (ms) | ratio |");
    Console.WriteLine("|---|---|---|---|");
    foreach (var (name, path, width, rows) in new[] { ("MLP 20-64-2", smallModel, 20, 200_000), ("MLP 446-128-30", location, 446, 40_000) })
    {
        var (ours, bare) = InferenceLoop.Measure(path, width, rows, runs: 11);
        Console.WriteLine($"| {name} | {ours * 1e3:F1} | {bare * 1e3:F1} | {ours / bare:F3} |");
    }

    Console.WriteLine();
}

static void ColdStart()
{
    var times = Enumerable.Range(0, 21).Select(static _ => MeasuredProcess.RunTool("--help").Seconds).Skip(1);
    Console.WriteLine("## Cold start");
    Console.WriteLine();
    Console.WriteLine($"`dotnet exec privacygate.dll --help`, warm cache, median of 20: {InferenceLoop.Median(times):F3} s.");
}
