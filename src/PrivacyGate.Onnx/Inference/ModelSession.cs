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
    private readonly InferenceSession session;
    private readonly string path;
    private readonly IReadOnlyList<ModelInput> inputs;
    private readonly string[] inputNames;
    private readonly string[] outputNames;

    private ModelSession(InferenceSession session, string path, IReadOnlyList<ModelInput> inputs, IEnumerable<string> outputs)
    {
        this.session = session;
        this.path = path;
        this.inputs = inputs;
        inputNames = [.. inputs.Select(input => input.Name)];
        outputNames = [.. outputs];
    }

    /// <exception cref="InputException">PG0310 when an operator is missing, PG0027 when the runtime refuses the model otherwise.</exception>
    public static ModelSession Open(string path, ModelProto model, IReadOnlyList<ModelInput> inputs)
    {
        try
        {
            // The first touch of the native library; all of its failures are told below.
            using SessionOptions options = OneThreaded();
            var session = new InferenceSession(GraphSurgery.Bytes(model), options);
            return new ModelSession(session, path, inputs, model.Graph.Output.Select(output => output.Name));
        }
        catch (DllNotFoundException e)
        {
            // The binding says which of several causes it is; the official package does not.
            string id = e.Data["Code"] as string ?? DiagnosticIds.NativeLibraryUnloadable;
            throw new InputException(Diagnostic.Error(id, Refusal.OneLine(e.Message)), e);
        }
        catch (OverflowException e)
        {
            throw Refusal.Of(DiagnosticIds.ModelFailed, path, "The model declares a shape larger than any tensor can be. Export the model again.", e);
        }
        catch (OnnxRuntimeException e)
        {
            throw OperatorCheck.Explain(path, model, e)
                ?? Refusal.Of(DiagnosticIds.ModelFailed, path, $"ONNX Runtime refuses the model: {e.Message}. Export the model again, or with an older operator set.", e);
        }
    }

    /// <summary>Answers for records <paramref name="start"/> to <paramref name="start"/> + <paramref name="count"/>, outputs in the model's order.</summary>
    /// <param name="blocks">One block for each model input, in the model's order.</param>
    /// <param name="start">First record.</param>
    /// <param name="count">Records asked about.</param>
    /// <param name="padded">Records fed: <paramref name="count"/>, or more, in which case the last one is repeated.</param>
    /// <param name="cancellation">Stops the run inside the runtime.</param>
    public IDisposableReadOnlyCollection<OrtValue> Run(
        IReadOnlyList<FeatureBlock> blocks, int start, int count, int padded, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var values = new List<OrtValue>(inputs.Count);
        using RunOptions options = new();
        using CancellationTokenRegistration stop = cancellation.Register(() => options.Terminate = true);
        try
        {
            for (int i = 0; i < inputs.Count; i++)
            {
                values.Add(FeatureTensor.Create(path, inputs[i], blocks[i], start, count, padded));
            }

            return session.Run(options, inputNames, values, outputNames);
        }
        catch (OnnxRuntimeException e)
        {
            cancellation.ThrowIfCancellationRequested();
            throw Refusal.Of(DiagnosticIds.ModelFailed, path, $"The model failed on a batch of {padded} records: {e.Message}", e);
        }
        finally
        {
            values.ForEach(static value => value.Dispose());
        }
    }

    public void Dispose() => session.Dispose();

    private static SessionOptions OneThreaded() => new()
    {
        IntraOpNumThreads = 1,
        InterOpNumThreads = 1,
        ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
        GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,

        // Errors come back as exceptions; the runtime's own log lines would only clutter a build.
        LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
    };
}
