namespace PrivacyGate.Onnx.Gradients.Steps;

/// <summary>What a model's own training started from, as far as it is known.</summary>
internal interface IStartingValues
{
    /// <summary>Whether training left a constant as it is.</summary>
    bool Keeps(string constant);

    /// <summary>What a constant held before; null to draw it from a seed.</summary>
    float[]? Of(string constant);
}
