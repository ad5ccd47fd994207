using PrivacyGate.Auditing;
using PrivacyGate.Auditing.Findings;
using PrivacyGate.Gating;
using PrivacyGate.IO.Sinks.View;

namespace PrivacyGate.GitHub.Tests;

/// <summary>Names that whoever opens a pull request controls and that try to be more than names.</summary>
internal static class Hostile
{
    public const string Name =
        "<script>alert(1)</script> </summary></details> | a\n::error::pwned\r\n@team [x](https://evil.example) `code` ``two`` \\| #12 www.evil.example \u202Egnp.exe\u2069 \u001B[31mred ##[add-path]x (3): error PG9999: no \"]\n line [9,9] {0} $x$ ```mermaid <!-- --> é 😀 \uD800";

    public static string[] All { get; } = [Name, new string('x', 20_000) + Name, "", "|", "\\|", "`", "\t", "[x", "- a", "# b", "a: b", "..", "@team", "::set-output name=x::y", "%0A::error::x", "-->"];

    /// <summary>A run in which every text that a user chooses is the name.</summary>
    public static GateRun Run(string name)
    {
        ModelResult[] models =
        [
            .. new[] { SampleRuns.Leaky(), SampleRuns.Undecided(), SampleRuns.Good() }.Select(model => model with
            {
                Name = name,
                Path = $"models/{name}.onnx",
                Recognition = [$"output '{name}'"],
                Location = new SourceLocation($"dir/{name}.json", 4, 5),
                Verdict = model.Verdict with { Violations = [.. model.Verdict.Violations.Select(violation => violation with { Message = $"{name}: {violation.Message}", Slice = $"city={name}", Attack = name })] },
                Report = model.Report with
                {
                    Findings =
                    [
                        .. model.Report.Findings.Select(finding => finding with { ShownBy = finding.Attack == "battery" ? name + "-per-class" : finding.ShownBy }),
                        SampleRuns.Finding(name, MetricIds.Advantage, "all", 0.2, 0.1, 0.3),
                        SampleRuns.Finding("battery", MetricIds.Advantage, $"city={name}", 0.2, 0.1, 0.3),
                    ],
                    Refused = [new RefusedAttack(name, name)],
                    Warnings = [Diagnostic.Warning(DiagnosticIds.EqualRecordsDropped, name)],
                    Curves = [new AttackCurve(name, model.Report.Curves[0].Points)],
                },
            }),
        ];
        return SampleRuns.Of(models) with
        {
            Diagnostics = [Diagnostic.Error(DiagnosticIds.UnknownKey, $"unknown key '{name}'", new SourceLocation($"a:b [c]/{name}", 3, 4))],
            SpecPath = name,
            Report = new GateReport(name, name, models),
        };
    }
}
