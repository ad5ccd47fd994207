using PrivacyGate.Auditing;
using PrivacyGate.Auditing.Findings;
using PrivacyGate.Gating;
using PrivacyGate.GitHub.Actions;
using PrivacyGate.GitHub.Comments;
using PrivacyGate.GitHub.Publishing;
using PrivacyGate.GitHub.Rendering;
using PrivacyGate.IO.Sinks.View;
using PrivacyGate.Samples;

namespace PrivacyGate.GitHub.Tests;

/// <summary>Made-up runs. The figures are chosen to be told apart, not measured.</summary>
internal static class SampleRuns
{
    public const string Sha = "4f2c6d0f5b0a4d8b9c1e2f3a4b5c6d7e8f901234";

    public static GateRun Of(params ModelResult[] models) => new(new GateReport("0.1.0", "quick", models), [], SpecPath: "privacygate.json");

    public static RunIdentity Identity(long run = 812, int attempt = 1) =>
        new("privacy/gate", new RunStamp(run, attempt), Sha, new Uri("https://github.com/clinic/models/actions/runs/77"));

    public static ModelResult Leaky(string name = "credit", double value = 0.31, double lower = 0.281, double upper = 0.343) => Model(
        name, VerdictKind.Fail,
        [
            new Violation(DiagnosticIds.AdvantageOverBudget, "loss", MetricIds.Advantage, "all", value, lower, upper, 0.1, null,
                FormattableString.Invariant($"loss attack advantage {value:F2} (95% CI {lower:F2}-{upper:F2}) exceeds budget 0.10")),
        ],
        value, lower, upper);

    public static ModelResult Good(string name = "triage") => Model(name, VerdictKind.Pass, [], 0.031, -0.0102, 0.0817);

    public static ModelResult Undecided(string name = "churn") => Model(
        name, VerdictKind.Inconclusive,
        [
            new Violation(DiagnosticIds.Inconclusive, "loss", MetricIds.Advantage, "all", 0.1, 0.06, 0.1404, 0.1, new RecordsNeeded(2100, false),
                "inconclusive, CI 0.06-0.14 straddles budget 0.10; 480 samples used, about 2,100 needed"),
        ],
        0.1, 0.06, 0.1404);

    public static ModelResult Model(string name, VerdictKind kind, IReadOnlyList<Violation> violations, double value, double lower, double upper) => new(
        name,
        $"models/{name}.onnx",
        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        new SourceLocation("privacygate.json", 4, 5),
        ["input 'x': float, 30 features"],
        7,
        new Budget(0.1),
        new Verdict(kind, violations),
        new AuditReport(
            new RecordCounts(1000, 1200, 0, 0, 0),
            new SideAccuracy(0.998, 0.872),
            [
                Finding("battery", MetricIds.Advantage, "all", value, lower, upper) with { ShownBy = "loss" },
                Finding("battery", MetricIds.Advantage, "sex=f", value / 2, lower / 2, upper / 2) with { ShownBy = "loss" },
                Finding("loss", MetricIds.Advantage, "all", value, lower, upper),
                Finding("loss", MetricIds.Auc, "all", 0.7, 0.65, 0.75),
                Finding("loss", MetricIds.TprAtOnePercent, "all", 0.0421, 0.0312, 0.0553),
                Finding("gap", MetricIds.Advantage, "all", value / 3, lower / 3, upper / 3),
            ],
            [new RefusedAttack("gradient-norm", "the model gives no penultimate activation")],
            null,
            [])
        {
            Curves = [new AttackCurve("loss", [new CurvePoint(0.01, 0.0421, 0.0312, 0.0553), new CurvePoint(0.1, 0.29, 0.25, 0.33), new CurvePoint(0.5, 0.83, 0.8, 0.87)])],
        },
        2200);

    public static Finding Finding(string attack, string metric, string slice, double value, double lower, double upper) =>
        new(attack, metric, slice, value, lower, upper, 0.95, "cross-fitted", "the advantage", "pointwise", 1000, 1200);

    public static ActionInputs Inputs(params (string Input, string Value)[] given) => ActionInputs.From(name =>
        name == ActionInputs.VariableOf("token") ? StandIn.GitHubStandIn.Token
        : given.Where(input => ActionInputs.VariableOf(input.Input) == name).Select(input => input.Value).FirstOrDefault());

    public static ActionEnvironment Environment(Uri api, long run = 812, string actor = "anna") => ActionEnvironment.From(name => name switch
    {
        "GITHUB_API_URL" => api.AbsoluteUri,
        "GITHUB_REPOSITORY" => StandIn.GitHubStandIn.Repository,
        "GITHUB_SHA" => Sha,
        "GITHUB_RUN_ID" => "77",
        "GITHUB_RUN_NUMBER" => run.ToString(System.Globalization.CultureInfo.InvariantCulture),
        "GITHUB_WORKFLOW" => "privacy",
        "GITHUB_JOB" => "gate",
        "GITHUB_EVENT_NAME" => "pull_request",
        "GITHUB_ACTOR" => actor,
        _ => null,
    });

    public static Publication Publication(GateRun run, StandIn.GitHubStandIn github, long number = 812, EventPayload? payload = null, string actor = "anna", params (string, string)[] inputs) => new(
        run, null,
        run.Report.Models.Any(model => model.Verdict.Kind is VerdictKind.Fail or VerdictKind.Invalid) || run.Report.Models.Count == 0,
        Inputs(inputs), Environment(github.Root, number, actor), payload ?? new EventPayload(new PullRequestEvent(3, Sha, false), null));
}
