using PrivacyGate.IO.Spec;
using PrivacyGate.Models;

namespace PrivacyGate.Run.Reading;

/// <summary>What the spec says of the model's shape, in the words of the room that reads models.</summary>
internal static class Overrides
{
    public static ModelOverrides Of(ModelSpec spec) =>
        new(spec.OutputName?.Value, spec.OutputKind is { } kind ? Word(kind.Value) : null, spec.Classes?.Value)
        {
            Task = spec.Task.Value,
            Limits = LimitsOf(spec),
        };

    /// <summary>What a model may ask for.</summary>
    public static ModelLimits LimitsOf(ModelSpec spec) => new(spec.Limits.Nodes.Value, spec.Limits.Memory.Value);

    private static string Word(OutputKind kind) => kind switch
    {
        OutputKind.Probabilities => OutputKinds.Probabilities,
        OutputKind.Logits => OutputKinds.Logits,
        OutputKind.LogProbabilities => OutputKinds.LogProbabilities,
        OutputKind.Label => OutputKinds.Label,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no such kind of output"),
    };
}
