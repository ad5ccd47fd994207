using Microsoft.ML.OnnxRuntime;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Inference;

/// <summary>Opens models in ONNX Runtime, one thread a run, and tells every failure by its code.</summary>
internal static class RuntimeSession
{
    /// <param name="path">The model, for messages.</param>
    /// <param name="model">The model.</param>
    /// <param name="bytes">The same, serialised.</param>
    /// <exception cref="InputException">PG0310 when an operator is missing, PG0027 when the runtime refuses the model otherwise.</exception>
    public static InferenceSession Open(string path, ModelProto model, byte[] bytes)
    {
        try
        {
            // The first touch of the native library; all of its failures are told below.
            using SessionOptions options = OneThreaded();
            return new InferenceSession(bytes, options);
        }
        catch (DllNotFoundException e)
        {
            throw NativeRuntime.Unloadable(e);
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

    /// <summary>Whether the runtime takes a model.</summary>
    /// <param name="bytes">The model, serialised.</param>
    /// <exception cref="InputException">The native library cannot be loaded.</exception>
    public static bool CanOpen(byte[] bytes)
    {
        try
        {
            using SessionOptions options = OneThreaded();
            using var session = new InferenceSession(bytes, options);
            return true;
        }
        catch (DllNotFoundException e)
        {
            throw NativeRuntime.Unloadable(e);
        }
        catch (OnnxRuntimeException)
        {
            // The answer to the question.
            return false;
        }
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
