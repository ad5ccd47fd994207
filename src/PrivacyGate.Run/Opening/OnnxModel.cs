using PrivacyGate.Formats;
using PrivacyGate.Models;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Inspection;
using PrivacyGate.Onnx.Runtime;
using PrivacyGate.Samples;

namespace PrivacyGate.Run.Opening;

/// <summary>An ONNX file as a model to audit.</summary>
/// <param name="file">The file.</param>
internal sealed class OnnxModel(OnnxFile file) : IModelFile
{
    public OnnxFile File => file;

    public string Sha256 => file.Sha256;

    public IReadOnlyList<string> Dependencies => file.Dependencies;

    public string Runtime => NativeRuntime.Version;

    public ModelTask? SureTask() => ModelInspection.SureTask(file);

    public ITargetModel Inspect(ModelOverrides overrides, CancellationToken cancellation) => new OnnxTarget(ModelInspection.Of(file, overrides, cancellation));

    public string? AuditedOutput(ModelOverrides overrides) => LeftOutOutputs.AuditedBy(file, overrides);

    public IReadOnlyList<string> OutputsLeftOut(ModelOverrides overrides) => [.. LeftOutOutputs.Of(file, overrides)];
}
