using PrivacyGate.Attacks;
using PrivacyGate.Auditing;
using PrivacyGate.Auditing.Findings;
using PrivacyGate.Gating;

namespace PrivacyGate.Tests.Auditing;

public class EndToEndTests
{
    [Theory]
    [InlineData(0, 0.10, 5000, VerdictKind.Pass)]
    [InlineData(3, 0.10, 500, VerdictKind.Fail)]
    [InlineData(0.25, 0.10, 500, VerdictKind.Inconclusive)]
    public void A_leak_of_known_size_gets_the_verdict_it_deserves(double leak, double budget, int records, VerdictKind expected)
    {
        var sample = Synthetic.Sample(records, records, leak, seed: 7);
        var limit = new Budget(Advantage: budget);
        var report = Auditor.Run(sample, AttackCatalog.All, Gate.OptionsFor(limit));
        var verdict = Gate.Decide(report, limit);
        Assert.Equal(expected, verdict.Kind);
        Assert.Equal(AttackIds.Battery, report.Findings[0].Attack);
        Assert.Equal(expected == VerdictKind.Pass, verdict.Violations.Count == 0);
    }
}
