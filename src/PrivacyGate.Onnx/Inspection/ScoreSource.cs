using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Inspection;

/// <summary>How sure the graph alone makes us that an output holds the scores of classes.</summary>
internal enum Certainty
{
    None,

    /// <summary>Floating-point numbers of unknown making.</summary>
    Numbers,

    /// <summary>The end of a linear layer.</summary>
    LinearLayer,

    /// <summary>An operator that makes probabilities or class scores and nothing else.</summary>
    ScoreOperator,
}

/// <summary>Where a model's scores come from.</summary>
/// <param name="Output">The graph output that shows them, or null when they only lie inside (a model that answers a label).</param>
/// <param name="Declared">The scores as the model states them.</param>
/// <param name="Certainty">How sure that is.</param>
/// <param name="Maker">The operator that makes them, for people.</param>
/// <param name="Node">The node with that operator, or null for a model input.</param>
internal sealed record ScoreSource(string? Output, ScoreSignal Declared, Certainty Certainty, string Maker, NodeProto? Node)
{
    /// <summary>Ways to read the scores before the last squashing, best first; each must agree with <see cref="Declared"/> on probe records before it is used.</summary>
    public IReadOnlyList<ExactSignal> Exact { get; init; } = [];

    /// <summary>The model's own class names, or null.</summary>
    public IReadOnlyList<string>? ClassNames { get; init; }
}

/// <summary>A score from before softmax or sigmoid.</summary>
/// <param name="Signal">The value and how to read it.</param>
/// <param name="Added">Nodes the graph needs to show it.</param>
internal sealed record ExactSignal(ScoreSignal Signal, IReadOnlyList<NodeProto> Added);
