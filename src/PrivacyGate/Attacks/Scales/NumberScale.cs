namespace PrivacyGate.Attacks.Scales;

/// <summary>A score without a label, or minus the logarithm of a reconstruction's error: the number itself, larger for a better fit.</summary>
internal sealed class NumberScale : AnswerScale
{
    public override double Loss(ReadOnlySpan<double> signal) => -signal[0];

    public override double Ease(ReadOnlySpan<double> signal) => signal[0];
}
