using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using PrivacyGate.Calibration;

// dotnet run -c Release --project benchmarks/Calibration [verdict|controls] [scale] [file]
// scale 1 is the recorded grid; 2 doubles every number of repeats.
string grid = args.Length > 0 ? args[0] : "verdict";
double scale = args.Length > 1 ? double.Parse(args[1], CultureInfo.InvariantCulture) : 1;
var report = new Report();
report.Line(grid == "controls" ? "# Calibration of the negative controls" : "# Calibration of the verdict");
report.Line();
report.Line($"Made by `dotnet run -c Release --project benchmarks/Calibration {grid} {Report.Number(scale)}`. Seeds are fixed; the number of threads changes nothing.");
report.Line($"{RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}, {Environment.ProcessorCount} processors, {RuntimeInformation.FrameworkDescription}, two threads.");
var watch = Stopwatch.StartNew();
if (grid == "controls")
{
    ControlGrid.Run(report, scale);
}
else
{
    ClassGrid.Run(report, scale);
    CurveGrid.Run(report, scale);
    SliceGrid.Run(report, scale);
    VerdictGrid.Run(report, scale);
}

report.Line();
report.Line($"Took {Report.Number(watch.Elapsed.TotalMinutes, "0.0")} minutes on a shared machine.");
if (args.Length > 2)
{
    string draft = args[2] + ".tmp";
    File.WriteAllText(draft, report.ToString());
    File.Move(draft, args[2], overwrite: true);
}
