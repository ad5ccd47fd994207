using System.Globalization;
using System.Runtime.InteropServices;
using PrivacyGate.Benchmarks.Training;
using PrivacyGate.Samples;

// Time per shadow beside PyTorch, both sides in turn in one run:
//   dotnet run -c Release --project benchmarks/Training -- ../shared > benchmarks/results/training.md
// The argument is the folder that holds data/location30. A number after it asks for so many rounds, names for those networks only.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var shared = Path.GetFullPath(args is [var path, ..] ? path : "../shared");
var rounds = args.Skip(1).Where(static word => int.TryParse(word, out _)).Select(static word => int.Parse(word, CultureInfo.InvariantCulture)).FirstOrDefault(4);
string[] named = [.. args.Skip(1).Where(static word => !int.TryParse(word, out _))];
var wanted = named.Length > 0 ? named : ["location30", "wide", "cnn"];
const int ShadowsARound = 4;
const double HopelesslySlower = 2;
var workers = Environment.ProcessorCount;
var folder = Directory.CreateTempSubdirectory("privacygate-training").FullName;
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
    TorchSide.Prepare(folder, shared);
    BenchmarkCase[] cases =
    [
        .. new[]
        {
            BenchmarkCase.Read(folder, "location30", "MLP 446-128-30 (tanh), Location-30", 60, 1 / 4.0),
            BenchmarkCase.Read(folder, "wide", "MLP 600-1024-100 (ReLU), synthetic", 20, 1 / 3.0),
            BenchmarkCase.Read(folder, "cnn", "CNN 16, 32 filters of 3x3, 28x28 images, Fashion-MNIST", 10, 1 / 2.0),
        }.Where(one => wanted.Contains(one.Name)),
    ];
    using var torch = new TorchSide(folder);
    Header(torch.Version);
    foreach (var one in cases)
    {
        SideBySide(one, torch);
    }

    Memory(cases);
    if (cases is [{ Name: "location30" }, ..])
    {
        RecipeTable.Write(cases[0], Path.Combine(shared, "data", "location30", "model.onnx"), workers);
        Linearity(cases[0]);
    }
}

void Header(string torch)
{
    Console.WriteLine("# Training shadows");
    Console.WriteLine();
    Console.WriteLine($"Made by `dotnet run -c Release --project benchmarks/Training`. {RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}, {workers} cores, {RuntimeInformation.FrameworkDescription}, ONNX Runtime {Microsoft.ML.OnnxRuntime.OrtEnv.Instance().GetVersionString()}, PyTorch {torch} with OpenBLAS.");
    Console.WriteLine();
    Console.WriteLine($"## Time per shadow, {rounds * ShadowsARound} shadows of each network, Adam 0.001, batch 64");
    Console.WriteLine();
    Console.WriteLine($"Ours: {workers} workers of one thread. PyTorch: one shadow after the other, the better of 1 and {workers} threads, batches by indexing tensors (no DataLoader). {ShadowsARound} shadows a side in turn, {rounds} times over; the ratio is that of the sums, in parentheses that of each time.");
}

void SideBySide(BenchmarkCase one, TorchSide torch)
{
    using var trainer = one.Trainer(one.Epochs);
    using var brief = one.Trainer(1);
    ShadowTimer.Train(brief, one.Records, workers, workers);
    ShadowTimer.Train(trainer, one.Records, workers, workers);
    torch.Train(one.Name, 1, 1, 1);
    var trial = torch.Train(one.Name, 1, 1, 1).Seconds;

    // On a busy machine its threads wait for each other so long that they would never end.
    var threads = torch.Train(one.Name, workers, 1, 1).Seconds < HopelesslySlower * trial;
    (double Seconds, double Loss)[] ours = new (double, double)[rounds];
    (double Seconds, double Loss)[] single = new (double, double)[rounds];
    (double Seconds, double Loss)[] threaded = new (double, double)[rounds];
    for (var round = 0; round < rounds; round++)
    {
        ours[round] = ShadowTimer.Train(trainer, one.Records, ShadowsARound, workers);
        single[round] = torch.Train(one.Name, 1, ShadowsARound, one.Epochs);
        threaded[round] = threads ? torch.Train(one.Name, workers, ShadowsARound, one.Epochs) : (double.PositiveInfinity, double.NaN);
    }

    var best = single.Sum(static side => side.Seconds) < threaded.Sum(static side => side.Seconds) ? single : threaded;
    var ratio = ours.Sum(static side => side.Seconds) / best.Sum(static side => side.Seconds);
    var ratios = ours.Zip(best, static (our, their) => our.Seconds / their.Seconds);
    var steps = one.Epochs * ((one.Records.Count + 63) / 64);
    Console.WriteLine();
    Console.WriteLine($"### {one.Title}; {one.Records.Count:N0} records, {one.Epochs} epochs, {steps:N0} steps");
    Console.WriteLine();
    Console.WriteLine("| side | s per shadow | us per step and shadow | mean loss reached |");
    Console.WriteLine("|---|---|---|---|");
    Row($"ours, {workers} workers", ours, steps);
    Row("PyTorch, 1 thread", single, steps);
    if (threads)
    {
        Row($"PyTorch, {workers} threads", threaded, steps);
    }
    else
    {
        Console.WriteLine($"| PyTorch, {workers} threads | more than {HopelesslySlower} times those of one thread in a trial epoch | | |");
    }

    Console.WriteLine();
    Console.WriteLine($"Ratio to the better of PyTorch's: {ratio:F3} ({string.Join(", ", ratios.Select(static value => value.ToString("F3", CultureInfo.InvariantCulture)))}); the aim is at most {one.Aim:F3}: {(ratio <= one.Aim ? "met" : "missed")}.");
}

static void Row(string side, (double Seconds, double Loss)[] timed, int steps)
{
    var perShadow = timed.Sum(static round => round.Seconds) / (timed.Length * ShadowsARound);
    Console.WriteLine($"| {side} | {perShadow:F3} | {perShadow / steps * 1e6:F0} | {timed.Average(static round => round.Loss):F4} |");
}

void Memory(BenchmarkCase[] cases)
{
    Console.WriteLine();
    Console.WriteLine("## Memory");
    Console.WriteLine();
    Console.WriteLine("| network | a worker (parameters, gradients, 2 moments, a batch; pinned) | a trained shadow |");
    Console.WriteLine("|---|---|---|");
    foreach (var one in cases)
    {
        using var trainer = one.Trainer(1);
        Console.WriteLine($"| {one.Title} | {trainer.BytesPerWorker(one.Records) / 1e6:F2} MB | {trainer.BytesPerShadow / 1e6:F2} MB |");
    }
}

void Linearity(BenchmarkCase one)
{
    Console.WriteLine();
    Console.WriteLine($"## Cost against shadows, records and parameters ({one.Title})");
    Console.WriteLine();
    Console.WriteLine("Fifteen epochs, the best of three. The figure per record holds while shadows and records grow, the last one while parameters do.");
    Console.WriteLine();
    Console.WriteLine("| shadows | records | hidden units | parameters | s | us per shadow and record | ns per shadow, record and parameter |");
    Console.WriteLine("|---|---|---|---|---|---|---|");
    foreach (var shadows in new[] { 4, 8, 16, 32 })
    {
        Scaled(one, shadows, 1, 128);
    }

    foreach (var copies in new[] { 2, 4, 8 })
    {
        Scaled(one, 8, copies, 128);
    }

    foreach (var hidden in new[] { 256, 512, 1024 })
    {
        Scaled(one with { ModelPath = Path.Combine(folder, $"hidden{hidden}.onnx") }, 8, 1, hidden);
    }
}

void Scaled(BenchmarkCase one, int shadows, int copies, int hidden)
{
    const int ScaledEpochs = 15;
    var records = RecordBatch.Join([.. Enumerable.Repeat(one.Records, copies)]);
    using var trainer = one.Trainer(ScaledEpochs);
    var best = Enumerable.Range(0, 3).Min(_ => ShadowTimer.Train(trainer, records, shadows, workers).Seconds);
    var each = best / shadows / records.Count;
    var parameters = (447 * hidden) + ((hidden + 1) * 30);
    Console.WriteLine($"| {shadows} | {records.Count:N0} | {hidden} | {parameters:N0} | {best:F3} | {each * 1e6:F1} | {each / parameters * 1e9:F3} |");
}
