using PrivacyGate.Shadows;

namespace PrivacyGate.IO.Spec;

/// <summary>The word a spec and a report use for each source of shadow records.</summary>
public static class ShadowSourceWords
{
    internal static IReadOnlyList<(string Word, ShadowSource Source)> All { get; } =
    [
        (ShadowSources.Auditor, ShadowSource.Auditor),
        (ShadowSources.Reference, ShadowSource.Reference),
        (ShadowSources.ModelBased, ShadowSource.ModelBased),
        (ShadowSources.StatisticsBased, ShadowSource.StatisticsBased),
        (ShadowSources.Noisy, ShadowSource.Noisy),
    ];

    /// <summary>A constant of <see cref="ShadowSources"/>.</summary>
    public static string Of(ShadowSource source) => All.First(pair => pair.Source == source).Word;
}
