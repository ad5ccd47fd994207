using System.Collections;
using Microsoft.ML.OnnxRuntime;

namespace PrivacyGate.Onnx.Inference.Trees;

/// <summary>The outputs of a run that the runtime did not make.</summary>
internal sealed class RunOutputs(OrtValue[] values) : IDisposableReadOnlyCollection<OrtValue>
{
    public int Count => values.Length;

    public OrtValue this[int index] => values[index];

    public IEnumerator<OrtValue> GetEnumerator() => ((IEnumerable<OrtValue>)values).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => values.GetEnumerator();

    public void Dispose() => Array.ForEach(values, static value => value.Dispose());
}
