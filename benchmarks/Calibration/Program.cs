using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using PrivacyGate.Calibration;

// dotnet run -c Release --project benchmarks/Calibration [controls|guards] [scale] [file]
// scale 1 is the recorded grid; 2 doubles every number of repeats.
var grid = args is ["controls" or "guards", ..] ? args[0] : "";
var rest = grid.Length > 0 ? args[1..] : args;
var scale = rest.Length > 0 ? double.Parse(rest[0], CultureInfo.InvariantCulture) : 1;
var report = new Report();
report.Line($"# Calibration of the {grid switch { "controls" => "negative controls", "guards" => "guards", _ => "verdict" }}");
report.Line();
report.Line($"Made by `dotnet run -c Release --project benchmarks/Calibration {(grid.Length > 0 ? grid + " " : "")}{Report.Number(scale)}`. Seeds are fixed; the number of threads changes nothing.");
report.Line($"{RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}, {Environment.ProcessorCount} processors, {RuntimeInformation.FrameworkDescription}, two threads.");
var watch = Stopwatch.StartNew();
if (grid == "controls")
{
    ControlGrid.Run(report, scale);
}
else if (grid == "guards")
{
    GuardGrid.Run(report, scale);
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
if (rest.Length > 1)
{
    var draft = rest[1] + ".tmp";
    File.WriteAllText(draft, report.ToString());
    File.Move(draft, rest[1], overwrite: true);
}
