using PrivacyGate.Auditing.Findings;
using PrivacyGate.Auditing.Units;
using PrivacyGate.IO.Sinks.View;

namespace PrivacyGate.IO.Tests.Sinks;

/// <summary>A run whose first model was also attacked with a threshold learned on shadow models.</summary>
internal static class AttackersThreshold
{
    public static GateRun AddTo(GateRun run)
    {
        var model = run.Report.Models[0];
        var finding = new Finding("gap", MetricIds.AdvantageAtShadowThreshold, SliceIds.All, 0.123, 0.101, 0.145, 0.95, "threshold of shadows", "advantage", "pointwise", 2000, 2000);
        var with = model with { Report = model.Report with { Findings = [.. model.Report.Findings, finding] } };
        return run with { Report = run.Report with { Models = [with, .. run.Report.Models.Skip(1)] } };
    }
}
