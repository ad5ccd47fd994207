using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using PrivacyGate.Onnx.Runtime.Native;

namespace PrivacyGate.Onnx.Runtime;

/// <summary>The native library that runs models: another version may answer otherwise in the last bits, so results are of one version.</summary>
public static class NativeRuntime
{
    private static readonly Lock Gate = new();
    private static nint Library;

    /// <summary>Such as <c>1.31.1</c>.</summary>
    /// <exception cref="InputException">The library is missing or cannot be loaded (PG0303, PG0304, PG0306, PG0307).</exception>
    public static string Version
    {
        get
        {
            Start();
            return OrtEnv.Instance().GetVersionString();
        }
    }

    /// <summary>To be called before the first use of ONNX Runtime: afterwards its own loader has had its say.</summary>
    /// <exception cref="InputException">The library is missing or cannot be loaded (PG0303, PG0304, PG0306, PG0307).</exception>
    internal static void Start()
    {
        lock (Gate)
        {
            if (Library != 0)
            {
                return;
            }

            Telemetry.TurnOff();
            try
            {
                var found = NativeLibraryLoader.Load(NativePlatform.Current, Environment.GetEnvironmentVariable(NativeLibraryLocator.OverrideVariable));
                NativeLibraryLoader.CheckVersion(found);
                Library = found;
            }
            catch (NativeLibraryException e)
            {
                throw new InputException(Diagnostic.Error(e.Code, e.Problem), e);
            }

            OrtEnv.DisableDllImportResolver = true;
            try
            {
                NativeLibrary.SetDllImportResolver(typeof(OrtEnv).Assembly, static (name, _, _) => name == "onnxruntime" ? Library : 0);
            }
            catch (InvalidOperationException)
            {
                // Somebody in this process used ONNX Runtime before us: it has loaded its library, and there is but one.
            }

            if (!OrtEnv.IsCreated)
            {
                // Every error is thrown as an exception; the library's own lines on stderr would only say it twice.
                var quiet = new EnvironmentCreationOptions { logId = "PrivacyGate", logLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
                OrtEnv.CreateInstanceWithOptions(ref quiet).DisableTelemetryEvents();
            }
        }
    }
}
