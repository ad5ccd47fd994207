using Microsoft.ML.OnnxRuntime;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Runtime;

/// <summary>
/// A model in ONNX Runtime, one thread a run; every failure is told by its code. It has one owner: after
/// <see cref="Dispose"/> it refuses, and runs and bindings that are still there keep the native session until they end.
/// The package's own session does neither: a call after its end ends the process.
/// </summary>
internal sealed class RuntimeSession : IDisposable
{
    private readonly InferenceSession session;
    private readonly string path;
    private readonly string subject;
    private readonly SharedLifetime life;

    private RuntimeSession(InferenceSession session, string path, string subject)
    {
        (this.session, this.path, this.subject) = (session, path, subject);
        life = new SharedLifetime(this, session.Dispose);
    }

    /// <param name="path">The model, for messages.</param>
    /// <param name="model">The model.</param>
    /// <param name="bytes">The same, serialised.</param>
    /// <param name="subject">What fails when a run fails, for messages.</param>
    /// <param name="cancellation">Stops the runtime while it writes out functions and optimises the graph.</param>
    /// <exception cref="InputException">PG0310 when an operator is missing, PG0027 when the runtime refuses the model otherwise.</exception>
    public static RuntimeSession Open(string path, ModelProto model, byte[] bytes, string subject, CancellationToken cancellation)
    {
        NativeRuntime.Start();
        cancellation.ThrowIfCancellationRequested();
        try
        {
            return new RuntimeSession(LoadExact(model, bytes, cancellation), path, subject);
        }
        catch (OverflowException e)
        {
            throw Refusal.Of(DiagnosticIds.ModelFailed, path, "The model declares a shape larger than any tensor can be. Export the model again.", e);
        }
        catch (OnnxRuntimeException e)
        {
            cancellation.ThrowIfCancellationRequested();
            throw OperatorCheck.Explain(path, model, e)
                ?? Refusal.Of(DiagnosticIds.ModelFailed, path, $"ONNX Runtime refuses the model: {e.Message}. Export the model again, or with an older operator set.", e);
        }
    }

    /// <summary>Whether the runtime takes a model.</summary>
    /// <param name="bytes">The model, serialised.</param>
    /// <exception cref="InputException">The native library cannot be loaded.</exception>
    public static bool CanOpen(byte[] bytes)
    {
        NativeRuntime.Start();
        try
        {
            using var session = Load(bytes, exactSums: false, CancellationToken.None);
            return true;
        }
        catch (OnnxRuntimeException)
        {
            // The answer to the question.
            return false;
        }
    }

    /// <summary>One run. Thread-safe.</summary>
    /// <param name="inputs">Names of the inputs.</param>
    /// <param name="values">Their values, which stay the caller's.</param>
    /// <param name="outputs">Names of the outputs wanted.</param>
    /// <param name="records">Records in them, for messages.</param>
    /// <param name="cancellation">Stops the run between two operators.</param>
    /// <returns>The outputs, which are the caller's to dispose of.</returns>
    /// <exception cref="InputException">PG0027: the model fails on these values.</exception>
    /// <exception cref="ObjectDisposedException">The session is closed.</exception>
    public IDisposableReadOnlyCollection<OrtValue> Run(
        IReadOnlyCollection<string> inputs, IReadOnlyCollection<OrtValue> values, IReadOnlyCollection<string> outputs, int records, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        using var use = life.Enter();
        using var stop = new RunStop();
        using var registration = stop.On(cancellation);
        try
        {
            return session.Run(stop.Options, inputs, values, outputs);
        }
        catch (OnnxRuntimeException e)
        {
            throw Failure(e, records, cancellation);
        }
    }

    /// <summary>One run over memory bound before. The batch and the stop are of one thread at a time.</summary>
    /// <param name="batch">Of this session.</param>
    /// <param name="stop">Stops the run.</param>
    /// <param name="cancellation">What <paramref name="stop"/> listens to.</param>
    /// <exception cref="InputException">PG0027: the model fails on these values.</exception>
    /// <exception cref="ObjectDisposedException">The batch or the stop is closed.</exception>
    public void Run(BoundBatch batch, RunStop stop, CancellationToken cancellation)
    {
        try
        {
            session.RunWithBinding(stop.Options, batch.Binding);
        }
        catch (OnnxRuntimeException e)
        {
            throw Failure(e, batch.Rows, cancellation);
        }
    }

    /// <summary>Room for memory to be bound to the session's inputs and outputs.</summary>
    /// <param name="rows">Records of the batch.</param>
    /// <exception cref="ObjectDisposedException">The session is closed.</exception>
    public BoundBatch Bind(int rows)
    {
        var use = life.Enter();
        return new BoundBatch(session.CreateIoBinding(), use, rows);
    }

    public void Dispose() => life.Dispose();

    /// <summary>
    /// x64 processors without VNNI cut off sums of products of 8-bit numbers at 16 bits: a quantised model would answer
    /// something else there, and the verdict would depend on the machine. Exact sums are as on all others. The runtime (1.31)
    /// cannot rewrite every model for them: weights with a scale for each block get a zero point of the wrong rank, which only
    /// a run shows, and other models are refused. Those are loaded as they are.
    /// </summary>
    private static InferenceSession LoadExact(ModelProto model, byte[] bytes, CancellationToken cancellation)
    {
        if (!GraphWalk.Nodes(model).Any(static node => node.Attribute.Any(static attribute => attribute is { Name: "block_size", I: > 0 })))
        {
            try
            {
                return Load(bytes, exactSums: true, cancellation);
            }
            catch (OnnxRuntimeException) when (!cancellation.IsCancellationRequested)
            {
                // What is wrong with the model itself shows again below.
            }
        }

        return Load(bytes, exactSums: false, cancellation);
    }

    private static InferenceSession Load(byte[] bytes, bool exactSums, CancellationToken cancellation)
    {
        using var options = OneThreaded();
        options.AddSessionConfigEntry("session.x64quantprecision", exactSums ? "1" : "0");

        // Its disposal waits for a callback that is under way, so the options outlive it.
        using var stop = cancellation.Register(() => options.SetLoadCancellationFlag(true));
        return new InferenceSession(bytes, options);
    }

    private InputException Failure(OnnxRuntimeException e, int records, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return Refusal.Of(DiagnosticIds.ModelFailed, path, FormattableString.Invariant($"{subject} failed on a batch of {records} records: {RuntimeText.WithoutValues(e.Message)}"), e);
    }

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
