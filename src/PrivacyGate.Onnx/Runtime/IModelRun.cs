using Microsoft.ML.OnnxRuntime;
using PrivacyGate.Samples;

namespace PrivacyGate.Onnx.Runtime;

/// <summary>Runs a model on records. Callers put runs side by side, and the answers do not depend on how many.</summary>
internal interface IModelRun : IDisposable
{
    /// <summary>Answers for records <paramref name="start"/> to <paramref name="start"/> + <paramref name="count"/>, outputs in the model's order.</summary>
    /// <param name="blocks">One block for each model input, in the model's order.</param>
    /// <param name="start">First record.</param>
    /// <param name="count">Records asked about.</param>
    /// <param name="padded">Records fed: <paramref name="count"/>, or more, in which case the last one is repeated.</param>
    /// <param name="cancellation">Stops inside the run.</param>
    IDisposableReadOnlyCollection<OrtValue> Run(IReadOnlyList<FeatureBlock> blocks, int start, int count, int padded, CancellationToken cancellation);
}
