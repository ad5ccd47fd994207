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

    /// <summary>What the target was trained on from.</summary>
    public TrainedFrom TrainedFrom { get; init; } = TrainedFrom.Nothing;

    /// <summary>Axes of a record for each input, in the model's order; needed where the model leaves some open. Null takes the model's own, or likely ones.</summary>
    public IReadOnlyList<IReadOnlyList<int>>? RecordShapes { get; init; }
}
