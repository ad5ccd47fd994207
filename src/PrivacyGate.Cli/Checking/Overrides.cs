using PrivacyGate.IO.Spec;
using PrivacyGate.Onnx.Inspection;

namespace PrivacyGate.Cli.Checking;

/// <summary>What the spec says of the model's shape, in the words of the room that reads models.</summary>
internal static class Overrides
{
    public static ModelOverrides Of(ModelSpec spec) =>
        new(spec.OutputName?.Value, spec.OutputKind?.Value, spec.Classes?.Value);
}
