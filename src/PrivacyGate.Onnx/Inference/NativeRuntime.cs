using Microsoft.ML.OnnxRuntime;
using PrivacyGate.Onnx.Graphs;

namespace PrivacyGate.Onnx.Inference;

/// <summary>The native library that runs models: another version may answer otherwise in the last bits, so results are of one version.</summary>
public static class NativeRuntime
{
    /// <summary>Such as <c>1.30.0</c>.</summary>
    /// <exception cref="InputException">The library is missing or cannot be loaded (PG0303, PG0304, PG0306, PG0307).</exception>
    public static string Version
    {
        get
        {
            try
            {
                return OrtEnv.Instance().GetVersionString();
            }
            catch (DllNotFoundException e)
            {
                throw Unloadable(e);
            }
        }
    }

    internal static InputException Unloadable(DllNotFoundException e)
    {
        // The binding says which of several causes it is; the official package does not.
        string id = e.Data["Code"] as string ?? DiagnosticIds.NativeLibraryUnloadable;
        return new InputException(Diagnostic.Error(id, Refusal.OneLine(e.Message)), e);
    }
}
