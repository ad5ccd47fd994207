using PrivacyGate.Onnx.Graphs;

namespace PrivacyGate.Onnx.Gradients;

/// <summary>What is known of how a model was trained on from another one. Its shadows start from the same values and leave the same weights alone.</summary>
public sealed record TrainedFrom
{
    /// <summary>A model whose weights were all drawn from a seed.</summary>
    public static TrainedFrom Nothing { get; } = new();

    /// <summary>The model that training started from; null for one that is not given. It must not have seen the audited records.</summary>
    public OnnxFile? Base { get; init; }

    /// <summary>Names of tensors that training did not touch; <c>*</c> at the end of a name stands for any rest. Those that are equal in <see cref="Base"/> are found without being named.</summary>
    public IReadOnlyList<string> Frozen { get; init; } = [];

    /// <summary>Where the spec names them, for messages.</summary>
    public SourceLocation? Origin { get; init; }

    /// <summary>Whether anything is known.</summary>
    public bool IsKnown => Base is not null || Frozen.Count > 0;
}
