using PrivacyGate.Auditing;
using PrivacyGate.Auditing.Controls;
using PrivacyGate.Auditing.Findings;
using PrivacyGate.Gating;
using PrivacyGate.IO.Sinks.View;
using PrivacyGate.Models;
using PrivacyGate.Samples;

namespace PrivacyGate.IO.Tests.Sinks;

/// <summary>Made-up runs, one a verdict. The figures are chosen to be told apart, not measured.</summary>
internal static class SampleReports
{
    public static string[] Names { get; } = ["fail", "pass", "inconclusive", "invalid", "unlike", "hostile", "mixed", "misconfigured"];

    public static GateRun Of(string name) => name switch
    {
        "fail" => Run(Fail()),
        "pass" => Run(Pass()),
        "inconclusive" => Run(Inconclusive()),
        "invalid" => Run(Invalid()),
        "unlike" => Run(Unlike()),
        "hostile" => Run(Hostile.Model()) with { Diagnostics = [Hostile.Diagnostic()], SpecPath = Hostile.Name },
        "mixed" => Run(Pass(), Inconclusive(), Fail(), Invalid()) with { Strict = true },
        "misconfigured" => Run() with { Diagnostics = Configuration },
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };

    public static GateRun Run(params ModelResult[] models) =>
        new(new GateReport("0.1.0", "quick", models), [], SpecPath: "privacygate.json", ReportPath: "obj/privacygate/report.md");

    public static ModelResult Fail() => Model("credit", VerdictKind.Fail,
    [
        new Violation(DiagnosticIds.AdvantageOverBudget, "loss", MetricIds.Advantage, "all", 0.31, 0.281, 0.343, 0.1, null,
            "loss attack advantage 0.31 (95% CI 0.28-0.34) exceeds budget 0.10"),
        new Violation(DiagnosticIds.NotMeasurable, "battery", MetricIds.TprAtOnePerMille, "all", null, null, null, 0.01, null,
            "true-positive rate at false-positive rate 0.001 cannot be bounded with 1000 non-members; about 3688 are needed"),
    ],
    new Budget(0.1, new TprLimit(0.001, 0.01)));

    public static ModelResult Pass() => Model("triage", VerdictKind.Pass, [], new Budget(0.2, Auc: 0.8, Epsilon: 2), value: 0.031, lower: -0.0102, upper: 0.0817);

    public static ModelResult Inconclusive() => Model("churn", VerdictKind.Inconclusive,
    [
        new Violation(DiagnosticIds.Inconclusive, "confidence", MetricIds.Advantage, "all", 0.1, 0.06, 0.1404, 0.1, new RecordsNeeded(2100, false),
            "inconclusive, CI 0.06-0.14 straddles budget 0.10; 480 samples used, about 2,100 needed"),
        new Violation(DiagnosticIds.Inconclusive, "confidence", MetricIds.Auc, "sex=f", 0.55, 0.5, 0.6, 0.55, new RecordsNeeded(40000, true),
            "inconclusive, CI 0.50-0.60 straddles budget 0.55"),
    ],
    new Budget(0.1, Auc: 0.55), value: 0.1, lower: 0.06, upper: 0.1404,
    [
        new Violation(DiagnosticIds.Inconclusive, "loss", MetricIds.Advantage, "sex=f", 0.12, 0.02, 0.22, 0.1, new RecordsNeeded(900, false),
            "inconclusive, advantage in sex=f 95% CI 0.02-0.22 straddles budget 0.10; 40 members and 45 non-members used, about 900 a side needed"),
    ]);

    public static ModelResult Invalid()
    {
        var cause = Diagnostic.Error(DiagnosticIds.OneClassOnly, "all 12 records have the label 1; give records of every class");
        var model = Model("ward", VerdictKind.Invalid,
            [new Violation(cause.Id, "", "", "all", null, null, null, null, null, cause.Message)], Budget.Default);
        return model with
        {
            Report = model.Report with
            {
                Counts = new RecordCounts(12, 0, 0, 0, 0),
                Accuracy = new SideAccuracy(0.75, double.NaN),
                Findings = [],
                Curves = [],
                Histograms = [],
                QueryCosts = [],
                Invalidity = cause,
                Warnings = [],
            },
        };
    }

    public static ModelResult Unlike()
    {
        var model = Model("loan", VerdictKind.Invalid,
        [
            new Violation(DiagnosticIds.ColumnsShifted, AttackIds.ColumnControl, MetricIds.Control, "all", 0.208, null, null, null, null,
                "members and non-members differ without any leak in 2 columns: 'income' (0 in 24% of members and 3.2% of non-members), the label (class 1 in 30% of members and 18% of non-members)"),
        ],
        Budget.Default);
        return model with
        {
            Report = model.Report with
            {
                ColumnDifferences =
                [
                    new ColumnDifference(ColumnKind.RowsPerPerson, "", "larger among members", 1, 0),
                    new ColumnDifference(ColumnKind.Feature, "income|gross", "0 in 24% of members and 3.2% of non-members", 0.208, 3.1e-9),
                    new ColumnDifference(ColumnKind.Label, "", "class 1 in 30% of members and 18% of non-members", 0.12, 0.00213),
                ],
            },
        };
    }

    public static ModelResult Model(
        string name, VerdictKind kind, IReadOnlyList<Violation> violations, Budget budget, double value = 0.31, double lower = 0.281, double upper = 0.343,
        params IReadOnlyList<Violation> undecidedSlices) => new(
        name,
        $"models/{name}.onnx",
        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        new SourceLocation("privacygate.json", 4, 5),
        ["input 'x': float, 30 features", "output 'probabilities': 2 classes, ZipMap"],
        7,
        budget,
        new Verdict(kind, violations) { UndecidedSlices = undecidedSlices },
        new AuditReport(
            new RecordCounts(1000, 1200, 0, 3, 4),
            new SideAccuracy(0.998, 0.87234567890123451),
            Findings(value, lower, upper),
            [new RefusedAttack("gradient-norm", "the model gives no penultimate activation")],
            null,
            [Diagnostic.Warning(DiagnosticIds.EqualRecordsDropped, "3 members and 4 non-members are equal records and were left out")])
        {
            Shadows = name == "ward" ? null : new ShadowSummary(16, 16, TrainerKinds.Network, "the model's own network, adam 0.001, batches of 64, matched", "auditor", 1100, 1000, 15, 0.0123, 0.0119, 41.5, 4),
            Curves =
            [
                new AttackCurve("loss", [new CurvePoint(0.01, 0.0421, 0.0312, 0.0553), new CurvePoint(0.1, 0.29, 0.25, 0.33), new CurvePoint(0.5, 1.0 / 3 * 2.5, 0.8, 0.87)]),
                new AttackCurve("entropy", []),
            ],
            Histograms =
            [
                new ScoreHistogram("loss", [new ScoreBin(null, -0.51, null, 640), new ScoreBin(-0.51, -0.02, null, null), new ScoreBin(-0.02, null, 990, 540)]),
                new ScoreHistogram("entropy", [new ScoreBin(null, null, 1000, 1200)]),
            ],
            QueryCosts =
            [
                new QueryCost("loss", [new QueryCostPoint(1, value, lower, upper, 0.61)]),
                new QueryCost("label-noise", [new QueryCostPoint(1, 0.1, 0.05, 0.15, 0.55), new QueryCostPoint(96, 1.0 / 3 * 0.5, 0.1, 0.25, 0.6)]) { Description = "share of noisy copies that keep the true label" },
            ],
        },
        2200)
        {
            ShadowSeconds = name == "ward" ? null : 3.5,
        };

    private static IReadOnlyList<Diagnostic> Configuration =>
    [
        Diagnostic.Error(DiagnosticIds.UnknownValue, "unknown attack 'liraa'; did you mean 'lira'? known: loss, entropy", new SourceLocation("privacygate.json", 7, 22)),
        Diagnostic.Error(DiagnosticIds.FileNotFound, "models/credit.onnx does not exist", new SourceLocation("privacygate.json", 4, 13)),
        Diagnostic.Warning(DiagnosticIds.NothingToGate, "no model to gate; run 'privacygate init'"),
    ];

    private static IReadOnlyList<Finding> Findings(double value, double lower, double upper) =>
    [
        Measured("battery", MetricIds.Advantage, "all", value, lower, upper) with { ShownBy = "loss", VarianceSum = 0.41 },
        Measured("loss", MetricIds.Advantage, "all", value, lower, upper),
        Measured("entropy", MetricIds.Advantage, "all", 1.0 / 3 * value, -0.0, upper * 0.9),
        Measured("loss", MetricIds.Auc, "all", 0.7, 0.65, 0.75),
        Measured("loss", MetricIds.TprAtOnePercent, "all", 0.0421, 0.0312, 1e-05 + 0.0553),
        NotMeasured("loss", MetricIds.TprAtOnePerMille),
        NotMeasured("entropy", MetricIds.TprAtOnePerMille),
        Measured("loss", MetricIds.Epsilon, "all", 1.46502970, 1.46502970, 0) with { Upper = null },
        Measured("control-blind", MetricIds.Control, "all", 0.012, -0.021, 0.047) with { Confidence = 0.967 },
        Measured("battery", MetricIds.Advantage, "sex=f", 0.12, 0.02, 0.22),
        Measured("battery", MetricIds.Advantage, "sex=m", 0.34, 0.3, 0.38),
    ];

    private static Finding Measured(string attack, string metric, string slice, double value, double lower, double upper) =>
        new(attack, metric, slice, value, lower, upper, 0.95, "cross-fitted over two folds, median of 11 splits, Newcombe interval.",
            "the advantage of the rule picked on the other fold, for this model and these records", slice == "all" ? "pointwise" : "2 slices", 1000, 1200);

    private static Finding NotMeasured(string attack, string metric) =>
        new(attack, metric, "all", null, null, null, 0.95, "thresholds at order statistics of the non-members", "the true-positive rate there", "pointwise", 1000, 1200)
        {
            NonMembersNeeded = 3688,
        };
}
