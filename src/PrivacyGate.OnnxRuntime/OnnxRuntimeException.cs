namespace Microsoft.ML.OnnxRuntime;

/// <summary>What ONNX Runtime refused; the message begins with "[ErrorCode:Name]".</summary>
public class OnnxRuntimeException : Exception
{
    internal OnnxRuntimeException(ErrorCode errorCode, string message)
        : base($"[ErrorCode:{errorCode}] {message}")
    {
    }
}
