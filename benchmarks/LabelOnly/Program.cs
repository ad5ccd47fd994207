using System.Globalization;
using System.Runtime.InteropServices;
using PrivacyGate.Benchmarks.LabelOnly;

// What label-only attacks find, how fast they ask, and how that compares with ART:
//   dotnet run -c Release --project benchmarks/LabelOnly -- <folder of Location-30> [largest budget] [table of art_hop_skip_jump.py] > benchmarks/results/label-only.md
// What local shadows add, of the models of a spec:
//   dotnet run -c Release --project benchmarks/LabelOnly -- shadows <spec> <queries a record> <records a side> [attacks ...] > benchmarks/results/local-shadows.md
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args[0] == "shadows")
{
    LocalShadows.Print(args[1], int.Parse(args[2], CultureInfo.InvariantCulture), int.Parse(args[3], CultureInfo.InvariantCulture), args[4..]);
    return;
}

var largest = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 25000;
Console.WriteLine("# Label-only attacks");
Console.WriteLine();
Console.WriteLine($"Made by `dotnet run -c Release --project benchmarks/LabelOnly`. {RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}, {Environment.ProcessorCount} cores, {RuntimeInformation.FrameworkDescription}, ONNX Runtime {Microsoft.ML.OnnxRuntime.OrtEnv.Instance().GetVersionString()}.");
Console.WriteLine();
Speed.Print(args[0]);
if (args.Length > 2)
{
    BesideArt.Print(args[0], args[2]);
}

Strength.Print(args[0], 600, largest);
