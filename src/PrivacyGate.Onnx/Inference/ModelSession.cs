using Microsoft.ML.OnnxRuntime;
using PrivacyGate.Models;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Inference;

/// <summary>
/// A model loaded into ONNX Runtime. One thread a run: callers put runs side by side, and the answers do not depend on
/// how many.
/// </summary>
internal sealed class ModelSession : IDisposable
{
    private readonly RuntimeSession session;
    private readonly string path;
    private readonly IReadOnlyList<ModelInput> inputs;
    private readonly string[] inputNames;
    private readonly string[] outputNames;

    private ModelSession(RuntimeSession session, string path, IReadOnlyList<ModelInput> inputs, IEnumerable<string> outputs)
    {
        this.session = session;
        this.path = path;
        this.inputs = inputs;
        inputNames = [.. inputs.Select(input => input.Name)];
        outputNames = [.. outputs];
    }

    /// <exception cref="InputException">PG0310 when an operator is missing, PG0027 when the runtime refuses the model otherwise.</exception>
    public static ModelSession Open(string path, ModelProto model, IReadOnlyList<ModelInput> inputs) =>
        new(RuntimeSession.Open(path, model, GraphSurgery.Bytes(model), "The model"), path, inputs, model.Graph.Output.Select(output => output.Name));

    /// <summary>Answers for records <paramref name="start"/> to <paramref name="start"/> + <paramref name="count"/>, outputs in the model's order.</summary>
    /// <param name="blocks">One block for each model input, in the model's order.</param>
    /// <param name="start">First record.</param>
    /// <param name="count">Records asked about.</param>
    /// <param name="padded">Records fed: <paramref name="count"/>, or more, in which case the last one is repeated.</param>
    /// <param name="cancellation">Stops the run inside the runtime.</param>
    public IDisposableReadOnlyCollection<OrtValue> Run(
        IReadOnlyList<FeatureBlock> blocks, int start, int count, int padded, CancellationToken cancellation)
    {
        var values = new List<OrtValue>(inputs.Count);
        try
        {
            for (int i = 0; i < inputs.Count; i++)
            {
                values.Add(FeatureTensor.Create(path, inputs[i], blocks[i], start, count, padded));
            }

            return session.Run(inputNames, values, outputNames, padded, cancellation);
        }
        finally
        {
            values.ForEach(static value => value.Dispose());
        }
    }

    public void Dispose() => session.Dispose();
}
