using PrivacyGate.Auditing;
using PrivacyGate.Gating;
using PrivacyGate.Samples;

namespace PrivacyGate.Calibration;

/// <summary>Section 5b of the method: weak but honest models are not refused, and models that are read wrongly never pass.</summary>
internal static class GuardGrid
{
    public static void Run(Report report, double scale)
    {
        Honest(report, scale);
        Disturbed(report, scale);
    }

    private static void Honest(Report report, double scale)
    {
        report.Section(
            "Guards: weak but honest models",
            """
            AUC of each class .55 on both sides, no leak. "invalid": a guard refuses the audit, aim .01 at most. "not proven":
            PG0222 is reported, so that the audit cannot pass. Each side has at least one record of every class.
            """);
        report.Header("answers", "classes", "rarest class", "a side", "audits", "invalid", "not proven");
        foreach ((var kind, var classes, var rare) in new[]
        {
            (ScoreKind.Logits, 2, 1 / 2.0), (ScoreKind.Logits, 2, 1 / 11.0), (ScoreKind.Logits, 2, 1 / 51.0), (ScoreKind.Logits, 2, 1 / 201.0),
            (ScoreKind.Logits, 6, 1 / 6.0), (ScoreKind.Logits, 6, 1 / 201.0),
            (ScoreKind.LabelOnly, 2, 1 / 2.0), (ScoreKind.LabelOnly, 2, 1 / 11.0), (ScoreKind.LabelOnly, 2, 1 / 201.0), (ScoreKind.LabelOnly, 6, 1 / 6.0),
        })
        {
            foreach (var aSide in new[] { 100, 300, 1000, 5000 })
            {
                var audits = (int)(scale * (aSide > 1000 ? 1000 : 2000));
                var model = new WeakModel(0.55, classes, rare, kind);
                var guards = Repeats.Run(audits, seed => Guards(model.Sample(aSide, seed)));
                report.Row(
                    kind == ScoreKind.LabelOnly ? "labels" : "scores", $"{classes}", $"1:{Report.Number((1 / rare) - 1, "0")}", $"{aSide}", $"{audits}",
                    Report.Share(Array.ConvertAll(guards, static guard => guard.Invalid)),
                    Report.Share(Array.ConvertAll(guards, static guard => guard.Unproven)));
            }
        }
    }

    /// <summary>An audit without attacks: guards come before them.</summary>
    private static (bool Invalid, bool Unproven) Guards(AuditSample sample)
    {
        var report = Auditor.Run(sample, [], new AuditOptions());
        return (report.Invalidity is not { Id: DiagnosticIds.NoAttackPossible }, report.Reservations.Any(static told => told.Id == DiagnosticIds.KnowledgeUnproven));
    }

    private static void Disturbed(Report report, double scale)
    {
        report.Section(
            "Guards: a model that leaks, read wrongly",
            """
            A model that remembers its 400 members, advantage about .6, budget .10. No audit may pass. "None" and "LogitsScaled"
            must fail as before, and so must "LargeBatches" and "Neighbours", whose records are then queried one by one.
            LargeBatches: batches of 2, 4, ... 4,096 records and more are answered uniformly.
            """);
        report.Header("what is wrong", "audits", "fail", "invalid", "inconclusive", "pass", "reasons");
        foreach (var disturbance in Enum.GetValues<Disturbance>())
        {
            var audits = (int)(scale * 60);
            var verdicts = Repeats.Run(audits, seed => DisturbedAudit.Run(disturbance, 400, seed));
            string Share(VerdictKind kind) => Report.Share(Array.ConvertAll(verdicts, verdict => verdict.Kind == kind));
            report.Row(
                $"{disturbance}", $"{audits}", Share(VerdictKind.Fail), Share(VerdictKind.Invalid), Share(VerdictKind.Inconclusive), Share(VerdictKind.Pass),
                string.Join(", ", verdicts.Select(static verdict => verdict.Violations.Count > 0 ? verdict.Violations[0].Code : "-").CountBy(static code => code).OrderBy(static pair => pair.Key, StringComparer.Ordinal).Select(static pair => $"{pair.Key} {pair.Value}")));
        }
    }
}
