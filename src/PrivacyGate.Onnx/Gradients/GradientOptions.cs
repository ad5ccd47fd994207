using PrivacyGate.Onnx.Graphs;

namespace PrivacyGate.Onnx.Gradients;

/// <summary>What is wanted of a gradient graph beside the gradients of the parameters.</summary>
public sealed record GradientOptions
{
    /// <summary>True for a training step: dropout is alive, batch normalisation uses the batch. False for the gradient of the model as it is served.</summary>
    public bool IsTraining { get; init; } = true;

    /// <summary>Whether gradients of the floating-point inputs are wanted too.</summary>
    public bool WithInputs { get; init; }

    /// <summary>What the logits are divided by before the loss, above 0: a factor in the model's head that its own training did not know of.</summary>
    public double Temperature { get; init; } = 1;

    /// <summary>What a model of values is trained by; null for the Poisson likelihood where the graph ends in an exponential, else the squared error.</summary>
    public ValueLoss? Loss { get; init; }

    /// <summary>Names of weights that keep the target's values: those that its own training did not touch.</summary>
    public IReadOnlySet<string> Frozen { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>The model that the target was trained on from, whose tensors of the same names shadows start with; null to draw all from the seed.</summary>
    public OnnxFile? StartingValues { get; init; }

    /// <summary>Axes of a record for each input, in the model's order; needed where the model leaves some open. Null takes the model's own, or likely ones.</summary>
    public IReadOnlyList<IReadOnlyList<int>>? RecordShapes { get; init; }
}
