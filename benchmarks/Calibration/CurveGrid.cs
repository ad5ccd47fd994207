using PrivacyGate.Metrics;

namespace PrivacyGate.Calibration;

/// <summary>The figures read off one curve: area, true-positive rate at a false-positive rate, epsilon.</summary>
internal static class CurveGrid
{
    public static void Run(Report report, double scale)
    {
        Area(report, (int)(2000 * scale));
        Rate(report, (int)(2000 * scale));
        Epsilon(report, (int)(1000 * scale));
    }

    private static void Area(Report report, int repeats)
    {
        report.Section("Area under the curve: DeLong on the logit scale, .025 a side", "Two Gaussians; the area is Phi(shift / sqrt 2).");
        report.Header("area", "n a side", "repeats", "lower > truth", "upper < truth");
        foreach (var shift in new[] { 0.0, 0.5, 2, 4 })
        {
            var truth = Normal.Cdf(shift / Math.Sqrt(2));
            foreach (var perSide in new[] { 50, 200, 1000 })
            {
                var intervals = Repeats.Run(repeats, seed => Auc.Interval(Gaussians(perSide, shift, 1, seed), 0.025, 0.025));
                report.Row(
                    Report.Share(truth), $"{perSide}", $"{repeats}",
                    Report.Share([.. intervals.Select(interval => interval.Lower > truth)]),
                    Report.Share([.. intervals.Select(interval => interval.Upper < truth)]));
            }
        }
    }

    private static void Rate(Report report, int repeats)
    {
        report.Section("True-positive rate at a false-positive rate, alpha .05", "Proven: each bound fails in at most .05; nominal .025.");
        report.Header("leak", "FPR", "true TPR", "n a side", "repeats", "lower > truth", "upper < truth", "mean width");
        foreach ((var fpr, var perSide) in new[] { (0.01, 500), (0.01, 1000), (0.01, 5000), (0.001, 5000) })
        {
            foreach ((var shift, var share) in new[] { (0.0, 1.0), (1.0, 1.0), (4.0, 0.1) })
            {
                var threshold = Normal.Quantile(1 - fpr);
                var truth = (share * Normal.Cdf(shift - threshold)) + ((1 - share) * fpr);
                var measured = Repeats.Run(repeats, seed => TprAtFpr.Measure(Gaussians(perSide, shift, share, seed), fpr, 0.05, 0.05)!);
                report.Row(
                    shift == 0 ? "none" : share < 1 ? "tail" : "shift", Report.Number(fpr), Report.Share(truth), $"{perSide}", $"{repeats}",
                    Report.Share([.. measured.Select(own => own.Interval.Lower > truth)]),
                    Report.Share([.. measured.Select(own => own.Interval.Upper < truth)]),
                    Report.Share(measured.Average(own => own.Interval.Upper - own.Interval.Lower)));
            }
        }
    }

    private static void Epsilon(Report report, int repeats)
    {
        report.Section("Epsilon, one attack, alpha .05", "Randomised response of known epsilon: a bound of 0 everywhere would be right and useless.");
        report.Header("epsilon", "n a side", "repeats", "median bound", "bound > epsilon");
        foreach ((var epsilon, var perSide) in new[] { (0.0, 100), (0.0, 1000), (0.0, 10000), (0.5, 1000), (2.0, 1000) })
        {
            var bounds = Repeats.Run(repeats, seed => EpsilonLowerBound.Measure(Responses(perSide, epsilon, seed), 0.05));
            Array.Sort(bounds);
            report.Row(
                Report.Number(epsilon), $"{perSide}", $"{repeats}", Report.Share(bounds[bounds.Length / 2]),
                Report.Share([.. bounds.Select(bound => bound > epsilon)]));
        }
    }

    private static RocCurve Gaussians(int perSide, double shift, double share, ulong seed)
    {
        var draw = new Draw(seed);
        return Curve(perSide, member => draw.Normal() + (member && draw.Uniform() < share ? shift : 0));
    }

    private static RocCurve Responses(int perSide, double epsilon, ulong seed)
    {
        var draw = new Draw(seed);
        var honest = Math.Exp(epsilon) / (1 + Math.Exp(epsilon));

        // A score below every tie tells nothing, so continuous noise within an answer leaves its epsilon as it is.
        return Curve(perSide, member => (draw.Uniform() < (member ? honest : 1 - honest) ? 1 : 0) + (0.5 * draw.Uniform()));
    }

    private static RocCurve Curve(int perSide, Func<bool, double> score)
    {
        bool[] isMember = [.. Enumerable.Range(0, 2 * perSide).Select(i => i < perSide)];
        return RocCurve.From(RankedScores.From(Array.ConvertAll(isMember, member => score(member))), isMember);
    }
}
