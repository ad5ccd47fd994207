using PrivacyGate.Calibration;
using PrivacyGate.Metrics;
using Xunit.Abstractions;

namespace PrivacyGate.Tests.Calibration;

/// <summary>
/// A reduced grid of the full one under benchmarks/Calibration. Each bound is placed so that the right method passes
/// with at least 99.9 % and the named mistake is caught with at least 99 %; both are run, on the same data.
/// </summary>
public class VerdictCalibrationTests(ITestOutputHelper output)
{
    private static readonly LeakModel NoLeak = new(LeakShape.Shift, 0);

    private static (double[][] Scores, ulong[] Hashes) Data(LeakModel model, int perSide, int seed)
    {
        var draw = new Draw((ulong)seed);
        return (model.Sample(perSide, perSide, draw), [.. Enumerable.Range(0, 2 * perSide).Select(_ => draw.Bits())]);
    }

    private static int Count(int repeats, Func<int, bool> happens)
    {
        int count = 0;
        Parallel.For(0, repeats, new ParallelOptions { MaxDegreeOfParallelism = 2 }, seed =>
        {
            if (happens(seed))
            {
                Interlocked.Increment(ref count);
            }
        });
        return count;
    }

    [Fact]
    public void Two_folds_and_eleven_splits_written_twice_agree()
    {
        NewcombeInterval interval = IntervalCache.For(100, 0.025);
        for (int seed = 0; seed < 20; seed++)
        {
            var model = new LeakModel(LeakShape.Tail, 0.2, 5, 2);
            var (scores, hashes) = Data(model, 100, seed);
            Trial engine = Trial.Run(model, scores, hashes, 100, interval);
            Assert.Equal((engine.Lower, engine.SelectedUpper, engine.Upper), new Variant(2, 11).Run(scores, hashes, 100, interval));
        }
    }

    [Fact]
    public void Tmp()
    {
        foreach (int n in new[] { 200, 500 })
        {
            var interval = IntervalCache.For(n, 0.025);
            foreach (var v in new[] { new Variant(2, 1), new Variant(5, 1), new Variant(10, 1), new Variant(5, 11), new Variant(2, 1, true) })
            {
                int N = v.Splits == 11 ? 300 : 1500;
                var sw = System.Diagnostics.Stopwatch.StartNew();
                output.WriteLine($"n {n} {v}: {Count(N, seed => { var (sc, h) = Data(NoLeak, n, seed); return v.Run(sc, h, n, interval).Lower > 0; })}/{N} {sw.ElapsedMilliseconds}");
            }

            var sw2 = System.Diagnostics.Stopwatch.StartNew();
            output.WriteLine($"n {n} right: {Count(1500, seed => Trial.Run(NoLeak, n, (ulong)seed).Lower > 0)}/1500 {sw2.ElapsedMilliseconds}");
            foreach (var m in new[] { new LeakModel(LeakShape.Tail, .1, 20, 1), new LeakModel(LeakShape.Shift, .1, 20, 1), new LeakModel(LeakShape.Shift, .15, 20, 1) })
            {
                int usel = 0;
                int u = Count(600, seed => { var t = Trial.Run(m, n, (ulong)seed); if (t.SelectedUpper < m.Advantage) { Interlocked.Increment(ref usel); } return t.Upper < m.Advantage; });
                output.WriteLine($"n {n} {m.Shape} {m.Advantage} Usel {usel}/600 U {u}/600");
            }
        }
    }
}
