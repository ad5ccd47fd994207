namespace Microsoft.ML.OnnxRuntime;

internal static unsafe class NativeStatus
{
    /// <summary>Takes the status over: throws what it says, and frees it.</summary>
    internal static void Check(nint status)
    {
        if (status != 0)
        {
            throw Take(status);
        }
    }

    private static OnnxRuntimeException Take(nint status)
    {
        try
        {
            return new OnnxRuntimeException(
                (ErrorCode)NativeApi.GetErrorCode(status), Utf8.Read(NativeApi.GetErrorMessage(status)));
        }
        finally
        {
            NativeApi.ReleaseStatus(status);
        }
    }
}
