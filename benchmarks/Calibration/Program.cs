using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using PrivacyGate.Calibration;

// dotnet run -c Release --project benchmarks/Calibration [scale] [file]
// scale 1 is the recorded grid; 2 doubles every number of repeats.
double scale = args.Length > 0 ? double.Parse(args[0], CultureInfo.InvariantCulture) : 1;
var report = new Report();
report.Line("# Calibration of the verdict");
report.Line();
report.Line($"Made by `dotnet run -c Release --project benchmarks/Calibration {Report.Number(scale)}`. Seeds are fixed; the number of threads changes nothing.");
report.Line($"{RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}, {Environment.ProcessorCount} processors, {RuntimeInformation.FrameworkDescription}, two threads.");
var watch = Stopwatch.StartNew();
ClassGrid.Run(report, scale);
CurveGrid.Run(report, scale);
SliceGrid.Run(report, scale);
VerdictGrid.Run(report, scale);
report.Line();
report.Line($"Took {Report.Number(watch.Elapsed.TotalMinutes, "0.0")} minutes on a shared machine.");
if (args.Length > 1)
{
    string draft = args[1] + ".tmp";
    File.WriteAllText(draft, report.ToString());
    File.Move(draft, args[1], overwrite: true);
}
