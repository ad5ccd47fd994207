using PrivacyGate.Signals;

namespace PrivacyGate.Attacks.Scales;

/// <summary>Classes: logit-scaled confidence, which is nearly normal over models (Carlini et al. 2022). Several labels: the sum over them.</summary>
internal sealed class ConfidenceScale : AnswerScale
{
    /// <summary>Cross-entropy in nats, summed over labels.</summary>
    public override double Loss(ReadOnlySpan<double> signal)
    {
        double sum = 0;
        foreach (var confidence in signal)
        {
            sum += SignalCalculator.Loss(confidence);
        }

        return sum;
    }

    public override double Ease(ReadOnlySpan<double> signal)
    {
        double sum = 0;
        foreach (var confidence in signal)
        {
            sum += confidence;
        }

        return sum;
    }
}
