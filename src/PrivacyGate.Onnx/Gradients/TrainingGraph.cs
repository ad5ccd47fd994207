using PrivacyGate.Onnx.Gradients.Steps;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Gradients;

/// <summary>
/// One training step as a plain ONNX model: records, labels, parameters and dropout masks in; mean cross-entropy,
/// gradients and batch statistics out. The graph holds no state, so one session serves any number of shadows.
/// </summary>
/// <param name="Model">The step. A valid model that a viewer opens. Its batch axis is open.</param>
/// <param name="Features">The target's own inputs, by their own names, types and shapes.</param>
/// <param name="Labels">Input: the true class of each record, int64 [batch]; of a model of another task its numbers, float [batch, width].</param>
/// <param name="Loss">Output: mean cross-entropy in nats, or the loss of <see cref="ValueLoss"/>, float, a scalar.</param>
/// <param name="Parameters">What is trained: each an input and a gradient output.</param>
/// <param name="Statistics">Running statistics of batch normalisation: each an input and an output with the new value.</param>
/// <param name="Masks">Dropout masks to be drawn anew for every step.</param>
/// <param name="Serving">The target's graph in inference mode with parameters and statistics as inputs in place of initializers; its one output is the score the audit reads. For asking shadows without opening a session for each.</param>
public sealed record TrainingGraph(
    ModelProto Model,
    IReadOnlyList<string> Features,
    string Labels,
    string Loss,
    IReadOnlyList<TrainableParameter> Parameters,
    IReadOnlyList<RunningStatistic> Statistics,
    IReadOnlyList<DropoutMask> Masks,
    ModelProto Serving)
{
    /// <summary>
    /// Records at most for which the step's values stay in a processor core's cache. A larger batch is faster in parts of
    /// this size, their gradients averaged by their records. Null where a batch must go through whole, because its
    /// normalisation sees all of it, or goes faster so, because there are many parameters.
    /// </summary>
    public int? RecordsAtOnce { get; init; }

    /// <summary>What a model of values descends; null for classes and labels.</summary>
    public ValueLoss? ValueLoss { get; init; }

    /// <summary>What the last operators allow answers to be.</summary>
    public AnswerEnd End { get; init; } = new(AnswerRange.Bounded, 1);

    /// <summary>What the logits were divided by before the loss. <see cref="Serving"/> gives them as they are.</summary>
    public double Temperature { get; init; } = 1;

    /// <summary>Tensors of layers that are not trained, because the model's own training left them alone.</summary>
    public int FrozenWeights { get; init; }

    /// <summary>Gradients of the floating-point inputs, where they were asked for.</summary>
    public IReadOnlyList<InputGradient> InputGradients { get; init; } = [];

    /// <summary>Nodes of the step.</summary>
    public int Nodes => Model.Graph.Node.Count;

    /// <summary>The step as a file.</summary>
    public byte[] Bytes => GraphSurgery.Bytes(Model);
}

/// <param name="Input">One of <see cref="TrainingGraph.Features"/>.</param>
/// <param name="Gradient">Output of the step: the gradient of the mean loss, of the input's shape.</param>
public sealed record InputGradient(string Input, string Gradient);

/// <summary>A tensor that training changes.</summary>
/// <param name="Name">Input of the step, and initializer of the target's graph.</param>
/// <param name="Shape">Its axes.</param>
/// <param name="Gradient">Output of the step: the gradient of the mean loss, of the same shape.</param>
/// <param name="Role">What it is, for its initial values and weight decay.</param>
/// <param name="FanIn">Values each unit of the layer reads; for biases that of their layer.</param>
/// <param name="FanOut">Units each value feeds.</param>
/// <param name="Trained">The target's own values, for checks of shape and scale only.</param>
public sealed record TrainableParameter(
    string Name, IReadOnlyList<long> Shape, string Gradient, ParameterRole Role, long FanIn, long FanOut, float[] Trained)
{
    /// <summary>The values every shadow starts with; null to draw them from its seed.</summary>
    public float[]? Start { get; init; }
}

/// <summary>What a trained tensor does.</summary>
public enum ParameterRole
{
    /// <summary>Weights of Gemm, MatMul, Conv, LSTM, GRU.</summary>
    Weight,

    /// <summary>Added per unit.</summary>
    Bias,

    /// <summary>Multiplies after a normalisation; starts at 1.</summary>
    Scale,

    /// <summary>Added after a normalisation; starts at 0.</summary>
    Shift,

    /// <summary>Rows looked up by Gather.</summary>
    Embedding,

    /// <summary>Slope of PRelu; starts at .25.</summary>
    Slope,
}
