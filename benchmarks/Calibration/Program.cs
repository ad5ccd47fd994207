using PrivacyGate.Calibration;
var watch = System.Diagnostics.Stopwatch.StartNew();
int reps = int.Parse(args[0], System.Globalization.CultureInfo.InvariantCulture);
foreach (int leaking in new[] { 20, 1 })
foreach (var shape in new[] { LeakShape.Shift, LeakShape.Tail })
foreach (double d in new[] { 0, .05, .1, .2, .6 })
foreach (int n in new[] { 200, 1000 })
{
    var model = new LeakModel(shape, d, 20, leaking);
    var t = new Trial[reps];
    var sw = System.Diagnostics.Stopwatch.StartNew();
    Parallel.For(0, reps, new ParallelOptions { MaxDegreeOfParallelism = 2 }, i => t[i] = Trial.Run(model, n, (ulong)(i + 1) * 7919));
    Console.WriteLine(FormattableString.Invariant($"{leaking} {shape} {d} {n}: cover {t.Average(x => x.Lower <= x.SelectedTruth && x.SelectedTruth <= x.SelectedUpper ? 1.0 : 0):F4} L>theta {t.Average(x => x.Lower > d ? 1.0 : 0):F4} L>tsel {t.Average(x => x.Lower > x.SelectedTruth ? 1.0 : 0):F4} Usel<theta {t.Average(x => x.SelectedUpper < d ? 1.0 : 0):F4} U<theta {t.Average(x => x.Upper < d ? 1.0 : 0):F4} width {t.Average(x => x.SelectedUpper - x.Lower):F4} tsel {t.Average(x => x.SelectedTruth):F4} {sw.ElapsedMilliseconds} ms"));
}
Console.WriteLine(watch.Elapsed);
