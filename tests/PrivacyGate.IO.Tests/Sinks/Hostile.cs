using PrivacyGate.Auditing;
using PrivacyGate.Auditing.Controls;
using PrivacyGate.Gating;

namespace PrivacyGate.IO.Tests.Sinks;

/// <summary>Names that a pull request's author controls and that try to be more than names.</summary>
internal static class Hostile
{
    public const string Name =
        "<script>alert(1)</script> | a\n::error::pwned\r\n@team [x](https://evil.example) `code` ``two`` \\| #12 www.evil.example \u202Egnp.exe\u2069 \u001B[31mred ##[add-path]x (3): error PG9999: no {0} $x$ <!-- é 😀 \uD800";

    public static string Long { get; } = new string('x', 20_000) + Name;

    public static string[] All { get; } = [Name, Long, "", "|", "\\|", "`", "\t", "[x", "- a", "# b", "a: b", ".."];

    public static Diagnostic Diagnostic() =>
        PrivacyGate.Diagnostic.Error(DiagnosticIds.UnknownKey, $"unknown key '{Name}'", new SourceLocation($"a:b [c]/{Name}", 3, 4));

    public static ModelResult Model() => Model(Name);

    public static ModelResult Model(string name)
    {
        var model = SampleReports.Fail();
        var slice = model.Report.Findings[^1] with { Slice = $"city={name}" };
        return model with
        {
            Name = name,
            Path = $"models/{name}.onnx",
            Recognition = [$"output '{name}'"],
            Location = new SourceLocation($"dir/{name}.json", 4, 5),
            Verdict = model.Verdict with { Violations = [.. model.Verdict.Violations.Select(violation => violation with { Message = $"{name}: {violation.Message}", Slice = $"city={name}" })] },
            Report = model.Report with
            {
                Findings = [.. model.Report.Findings, slice],
                ColumnDifferences = [new ColumnDifference(ColumnKind.Feature, name, name, 0.5, 0.001)],
                Refused = [new RefusedAttack(name, name)],
                Warnings = [PrivacyGate.Diagnostic.Warning(DiagnosticIds.EqualRecordsDropped, name)],
            },
        };
    }
}
