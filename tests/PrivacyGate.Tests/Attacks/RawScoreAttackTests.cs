using PrivacyGate.Attacks;
using PrivacyGate.Samples;
using PrivacyGate.Signals;

namespace PrivacyGate.Tests.Attacks;

public class RawScoreAttackTests
{
    /// <summary>Two records whose probabilities are equal and whose logits are not: only the level tells them apart.</summary>
    [Fact]
    [ValueOf("raw-score")]
    public void Logits_of_one_softmax_are_told_apart_by_their_level()
    {
        var signals = Of([2, 1, 0, 12, 11, 10], showsLevel: true);
        Assert.Equal(signals.Confidence![0], signals.Confidence[1], 1e-12);
        Assert.Equal([1, 11], new RawScoreAttack().Score(new AuditInput(signals, null)).Values);
    }

    [Fact]
    public void Logits_that_the_model_does_not_show_are_not_attacked()
    {
        var input = new AuditInput(Of([2, 1, 0, 12, 11, 10], showsLevel: false), null);
        Assert.Null(input.Signals.RawScore);
        Assert.Equal("needs scores that do not add up to 1, and this model does not show any", new RawScoreAttack().Refusal(input));
    }

    [Fact]
    public void A_class_that_is_masked_has_a_finite_score() =>
        Assert.Equal([-1e30, 0], Of([0, double.NegativeInfinity, 0, 1, 0, 1], showsLevel: true).RawScore!);

    private static SignalTable Of(double[] scores, bool showsLevel) =>
        SignalCalculator.Calculate(new Predictions(ScoreKind.Logits, 3, scores, [0, 0], null) { ShowsLevel = showsLevel }, [1, 1]);
}
