using PrivacyGate.Calibration;
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
        var count = 0;
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
        var interval = IntervalCache.For(100, 0.025);
        for (var seed = 0; seed < 20; seed++)
        {
            var model = new LeakModel(LeakShape.Tail, 0.2, 5, 2);
            var (scores, hashes) = Data(model, 100, seed);
            var engine = Trial.Run(model, scores, hashes, 100, interval);
            Assert.Equal((engine.Lower, engine.SelectedUpper, engine.Upper), new Variant(2, 11).Run(scores, hashes, 100, interval));
        }
    }

    /// <summary>Measured beforehand: .011 for the method, .060 for five folds, .66 for a threshold judged where it was learned.</summary>
    [Fact]
    public void No_leak_at_budget_zero_seldom_fails_and_five_folds_or_no_folds_are_caught()
    {
        const int perSide = 500;
        const int repeats = 700;
        var interval = IntervalCache.For(perSide, 0.025);
        int Alarms(int count, Variant variant) => Count(count, seed =>
        {
            var (scores, hashes) = Data(NoLeak, perSide, seed);
            return variant.Run(scores, hashes, perSide, interval).Lower > 0;
        });
        var right = Count(repeats, seed => Trial.Run(NoLeak, perSide, (ulong)seed).Lower > 0);
        var fiveFolds = Alarms(repeats, new Variant(5, 1));
        var inSample = Alarms(100, new Variant(2, 1, InSample: true));
        output.WriteLine($"L > 0 without a leak: {right}/{repeats} (bound 22); five folds {fiveFolds}/{repeats}; in-sample {inSample}/100 (bound 3)");

        // P(more than 22 of 700) is 1e-5 at .011 and .996 at .055; P(more than 3 of 100) is above .999 at .5.
        Assert.True(right <= 22, $"{right} false alarms");
        Assert.True(fiveFolds > 22, $"{fiveFolds}: five folds went unnoticed");
        Assert.True(inSample > 3, $"{inSample}: a threshold judged where it was learned went unnoticed");
    }

    /// <summary>Measured beforehand, theta* = budget = .10, one of 20 attacks leaks in the tail: .010 for the largest U, .155 for the selected rule's own.</summary>
    [Fact]
    public void A_model_at_its_budget_seldom_passes_and_the_selected_rules_own_bound_is_caught()
    {
        const int repeats = 250;
        var model = new LeakModel(LeakShape.Tail, 0.10, 20, 1);
        var selected = 0;
        var largest = Count(repeats, seed =>
        {
            var trial = Trial.Run(model, 200, (ulong)seed);
            if (trial.SelectedUpper < model.Advantage)
            {
                Interlocked.Increment(ref selected);
            }

            return trial.Upper < model.Advantage;
        });
        output.WriteLine($"wrong pass: {largest}/{repeats} (bound 16); by the selected rule's own bound {selected}/{repeats}");

        // P(more than 16 of 250) is 1e-8 at .01 and above .9999 at .155.
        Assert.True(largest <= 16, $"{largest} wrong passes");
        Assert.True(selected > 16, $"{selected}: the selected rule's own bound went unnoticed");
    }

    /// <summary>Other constants stand for the retries of a user. Measured beforehand over 60 data sets: mean deviation .0069 with eleven splits, .018 with one.</summary>
    [Fact]
    public void Retrying_moves_the_bound_little_and_a_single_split_is_caught()
    {
        const int perSide = 500;
        const int dataSets = 30;
        var interval = IntervalCache.For(perSide, 0.025);
        var model = new LeakModel(LeakShape.Shift, 0.18, 5, 5);
        double Moves(int splits) => Enumerable.Range(0, dataSets).AsParallel().AsOrdered().WithDegreeOfParallelism(2).Select(seed =>
        {
            var (scores, hashes) = Data(model, perSide, seed);
            double[] bounds = [.. Enumerable.Range(0, 11).Select(salt => Trial.Run(model, scores, hashes, perSide, interval, splits, (ulong)salt).Lower)];
            return Math.Sqrt(bounds.Sum(bound => Math.Pow(bound - bounds.Average(), 2)) / 10);
        }).Average();
        var eleven = Moves(11);
        var one = Moves(1);
        output.WriteLine($"deviation of L over 11 retries: {eleven:F4} (bound .012); one split {one:F4}");

        // The means over 30 data sets have standard errors of .0006 and .0008: six of them on either side.
        Assert.True(eleven < 0.012, $"{eleven}");
        Assert.True(one > 0.012, $"{one}: a single split went unnoticed");
    }

    /// <summary>Measured beforehand: .008 to .025, depending on shape and spread of the leak.</summary>
    [Theory]
    [InlineData(LeakShape.Shift, 20)]
    [InlineData(LeakShape.Shift, 1)]
    [InlineData(LeakShape.Tail, 20)]
    [InlineData(LeakShape.Tail, 1)]
    internal void A_true_advantage_equal_to_the_budget_seldom_fails(LeakShape shape, int leaking)
    {
        const int repeats = 250;
        var model = new LeakModel(shape, 0.10, 20, leaking);
        var fails = Count(repeats, seed => Trial.Run(model, 500, (ulong)seed).Lower > model.Advantage);
        output.WriteLine($"{shape}, {leaking} of 20 leak: L > theta* in {fails}/{repeats} (bound 16)");

        // P(more than 16 of 250) is .0005 at .025.
        Assert.True(fails <= 16, $"{fails}");
    }

    /// <summary>Coverage at least 93 % where .97 to .99 were measured, and the width that makes a verdict possible.</summary>
    [Theory]
    [InlineData(LeakShape.Shift, 0.05, 200, 0.20)]
    [InlineData(LeakShape.Shift, 0.20, 200, 0.20)]
    [InlineData(LeakShape.Tail, 0.20, 200, 0.20)]
    [InlineData(LeakShape.Shift, 0.20, 1000, 0.090)]
    internal void The_interval_covers_what_it_estimates_and_is_narrow(LeakShape shape, double advantage, int perSide, double widest)
    {
        const int repeats = 200;
        var model = new LeakModel(shape, advantage);
        var widths = new double[repeats];
        var covered = Count(repeats, seed =>
        {
            var trial = Trial.Run(model, perSide, (ulong)seed);
            widths[seed] = trial.SelectedUpper - trial.Lower;
            return trial.Lower <= trial.SelectedTruth && trial.SelectedTruth <= trial.SelectedUpper;
        });
        output.WriteLine($"{shape} {advantage}, {perSide} a side: covered {covered}/{repeats} (bound 186), mean width {widths.Average():F4} (bound {widest})");

        // P(fewer than 186 of 200) is .0005 at .975.
        Assert.True(covered >= 186, $"{covered}");
        Assert.True(widths.Average() <= widest, $"{widths.Average()}");
    }
}
