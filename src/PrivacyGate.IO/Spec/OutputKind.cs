namespace PrivacyGate.IO.Spec;

/// <summary>How the spec says to read a model's output, where inspection cannot tell.</summary>
public enum OutputKind
{
    Probabilities,
    Logits,
    LogProbabilities,
    Label,
}
