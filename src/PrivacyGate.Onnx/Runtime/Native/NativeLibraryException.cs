namespace PrivacyGate.Onnx.Runtime.Native;

/// <summary>
/// The native ONNX Runtime library could not be used. It is a <see cref="DllNotFoundException"/>, which is also what the
/// official package throws, so a caller that catches that type works with either. <see cref="Exception.Data"/> holds the
/// diagnostic's code under "Code".
/// </summary>
internal sealed class NativeLibraryException : DllNotFoundException
{
    internal NativeLibraryException(string code, string problem, Exception? inner = null)
        : base($"{code}: {problem}", inner)
    {
        Code = code;
        Problem = problem;
        Data["Code"] = code;
    }

    /// <summary>PG0303 platform, PG0304 not loadable, PG0306 Visual C++ runtime, PG0307 glibc.</summary>
    public string Code { get; }

    /// <summary>The message without its code.</summary>
    public string Problem { get; }
}
