using Microsoft.ML.OnnxRuntime;
using PrivacyGate.Models;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;
using PrivacyGate.Samples;

namespace PrivacyGate.Onnx.Runtime;

/// <summary>A model loaded into ONNX Runtime, one thread a run.</summary>
internal sealed class ModelSession : IModelRun
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
    public static ModelSession Open(string path, ModelProto model, IReadOnlyList<ModelInput> inputs, CancellationToken cancellation) =>
        new(RuntimeSession.Open(path, model, GraphSurgery.Bytes(model), "The model", cancellation), path, inputs, model.Graph.Output.Select(output => output.Name));

    /// <inheritdoc/>
    public IDisposableReadOnlyCollection<OrtValue> Run(
        IReadOnlyList<FeatureBlock> blocks, int start, int count, int padded, CancellationToken cancellation)
    {
        var values = new List<OrtValue>(inputs.Count);
        try
        {
            for (var i = 0; i < inputs.Count; i++)
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
