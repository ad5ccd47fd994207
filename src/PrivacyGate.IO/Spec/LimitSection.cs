using PrivacyGate.Models;

namespace PrivacyGate.IO.Spec;

/// <summary>Reads <c>limits</c>.</summary>
internal static class LimitSection
{
    private const long MostNodes = 1_000_000_000;
    private const long MostMegabytes = 1_000_000;

    public static LimitSpec Read(SpecScope model)
    {
        var scope = model.Object("limits", SpecKeys.Limits);
        return new LimitSpec(
            Value("nodes", MostNodes, ModelLimits.Default.Nodes),
            Value("memory", MostMegabytes, ModelLimits.Default.Megabytes));

        SpecValue<long> Value(string key, long largest, long silence) =>
            (scope is null ? null : ShadowSection.Positive(scope, key, largest)) ?? new SpecValue<long>(silence, model.Location, IsDefault: true);
    }
}
