using System.Globalization;
using System.Runtime.InteropServices;
using PrivacyGate.Benchmarks.LabelOnly;

// What label-only attacks find, how fast they ask, and how that compares with ART:
//   dotnet run -c Release --project benchmarks/LabelOnly -- <largest budget, 0 for speed alone> <folder of Location-30> [<table of art_hop_skip_jump.py> [<folder of fashion_mnist_cnn.py> <its table>]] > benchmarks/results/label-only.md
// What gradients are worth to label-boundary:
//   dotnet run -c Release --project benchmarks/LabelOnly -- white-box <folder of Location-30> <largest budget> > benchmarks/results/white-box.md
// What local shadows add, of the models of a spec:
//   dotnet run -c Release --project benchmarks/LabelOnly -- shadows <spec> <queries a record> <records a side> [attacks ...] > benchmarks/results/local-shadows.md
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args[0] == "shadows")
{
    LocalShadows.Print(args[1], int.Parse(args[2], CultureInfo.InvariantCulture), int.Parse(args[3], CultureInfo.InvariantCulture), args[4..]);
    return;
}

if (args[0] == "white-box")
{
    WhiteBox.Print(args[1], 600, int.Parse(args[2], CultureInfo.InvariantCulture));
    return;
}

var largest = int.Parse(args[0], CultureInfo.InvariantCulture);
Console.WriteLine("# Label-only attacks");
Console.WriteLine();
Console.WriteLine($"Made by `dotnet run -c Release --project benchmarks/LabelOnly`. {RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}, {Environment.ProcessorCount} cores, {RuntimeInformation.FrameworkDescription}, ONNX Runtime {Microsoft.ML.OnnxRuntime.OrtEnv.Instance().GetVersionString()}.");
Console.WriteLine();
foreach (var target in args[1..].Chunk(2))
{
    Speed.Print(target[0]);
    if (target.Length > 1)
    {
        BesideArt.Print(target[0], target[1]);
    }
}

if (largest > 0)
{
    Strength.Print(args[1], 600, largest);
}
