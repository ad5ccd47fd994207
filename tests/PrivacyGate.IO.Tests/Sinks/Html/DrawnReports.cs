using PrivacyGate.Auditing.Findings;
using PrivacyGate.Gating;
using PrivacyGate.IO.Sinks.View;

namespace PrivacyGate.IO.Tests.Sinks;

/// <summary>Made-up runs with curves and scores to draw. The curves are TPR = FPR^a, which is a straight line on logarithmic axes.</summary>
internal static class DrawnReports
{
    public static GateRun Run(params ModelResult[] models) => SampleReports.Run([.. models.Select(Drawn)]);

    public static ModelResult Drawn(ModelResult model) => model with
    {
        Report = model.Report with
        {
            Curves = [Curve("loss", 0.35), Curve("entropy", 0.8), new AttackCurve("gap", [])],
            Histograms = [Histogram("loss", 4), Histogram("entropy", 1)],
        },
    };

    public static AttackCurve Curve(string attack, double exponent) => new(
        attack,
        [.. ((double[])[0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5]).Select(fpr => Point(fpr, Math.Pow(fpr, exponent)))]);

    /// <summary>20 bins of 110 records; the more <paramref name="slope"/>, the more members have high scores. The ends are too small to tell.</summary>
    public static ScoreHistogram Histogram(string attack, int slope) => new(
        attack,
        [.. Enumerable.Range(0, 20).Select(i => new ScoreBin(
            i == 0 ? null : Math.Round(-3 + (0.3 * i), 2),
            i == 19 ? null : Math.Round(-3 + (0.3 * (i + 1)), 2),
            i == 0 ? null : 50 + (slope * (i - 10)) + (i % 3),
            i == 19 ? null : 60 - (slope * (i - 10)) - (i % 3)))]);

    private static CurvePoint Point(double fpr, double tpr) => new(fpr, tpr, tpr * 0.8, Math.Min(1, tpr * 1.25));
}
