namespace Microsoft.ML.OnnxRuntime.Tests;

/// <summary>Models made by fixtures/make_runtime_fixtures.py.</summary>
internal static class Fixture
{
    internal static string Path(string name) => System.IO.Path.Combine(AppContext.BaseDirectory, "fixtures", name);

    internal static byte[] Bytes(string name) => File.ReadAllBytes(Path(name));

    internal static InferenceSession Open(string name)
    {
        using var options = new SessionOptions { IntraOpNumThreads = 1 };
        return new InferenceSession(Path(name), options);
    }

    /// <summary>Runs a model of one input "x" and one output "y".</summary>
    internal static IDisposableReadOnlyCollection<OrtValue> Run(InferenceSession session, OrtValue x)
    {
        using var options = new RunOptions();
        return session.Run(options, ["x"], [x], ["y"]);
    }
}
