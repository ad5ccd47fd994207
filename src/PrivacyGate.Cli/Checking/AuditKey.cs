using System.Globalization;
using PrivacyGate.Gating;
using PrivacyGate.IO.Spec;

namespace PrivacyGate.Cli.Checking;

/// <summary>The content key of one model's audit. The budget's limits stay out, so that changing one decides anew without attacking anew; which metrics are limited goes in, since bounds are widened for being decided on together.</summary>
internal static class AuditKey
{
    /// <param name="spec">What is audited, and how.</param>
    /// <param name="profile">What stands in where the spec is silent.</param>
    /// <param name="modelSha256">The model's content.</param>
    /// <param name="seed">Of everything drawn.</param>
    /// <param name="hashes">The data files' content.</param>
    /// <param name="runtime">Version of the native library that runs models.</param>
    public static string Of(ModelSpec spec, Profile profile, string modelSha256, long seed, FileHashes hashes, string runtime)
    {
        using var key = new ContentKey();
        key.AddCode(runtime);
        var plan = Gate.OptionsFor(spec.Budget.Limits);
        key.Add("model", modelSha256)
            .Add("seed", seed.ToString(CultureInfo.InvariantCulture))
            .Add("label", spec.Label.Value)
            .Add("subject", spec.Subject?.Value)
            .Add("output", spec.OutputName?.Value)
            .Add("kind", spec.OutputKind?.Value.ToString())
            .Add("missing", spec.Missing?.Value.ToString())
            .Add("knowledge", spec.Knowledge.Value);
        key.Add("accuracy", spec.Accuracy?.Expected.ToString());
        Add(key, "budgeted", plan.BudgetedMetrics);
        Add(key, "rates", plan.FalsePositiveRates.Select(static rate => rate.ToString("R", CultureInfo.InvariantCulture)));
        Add(key, "attacks", ChosenAttacks.Of(spec, profile).Select(static attack => attack.Id));
        key.Add("stops early", profile.StopsEarly && spec.Attacks is null ? "yes" : "no");
        AddGathering(key, spec, profile);
        Add(key, "classes", spec.Classes?.Value);
        Add(key, "features", spec.Features?.Value);
        Add(key, "slices", spec.Slices?.Value);
        foreach (var source in spec.Sources)
        {
            key.Add("role", source.Role).Add("format", source.File.Path).Add("filter", source.Filter?.ToString()).Add("data", hashes.Of(source.File.FullPath));
        }

        return key.Finish();
    }

    /// <summary>Every value of the sections on shadows and labels as the spec's explanation tells it, and the profile's numbers that stand in where it is silent.</summary>
    private static void AddGathering(ContentKey key, ModelSpec spec, Profile profile)
    {
        key.Add("profile", string.Create(CultureInfo.InvariantCulture, $"{profile.Shadows} {profile.Queries}"));
        Add(key, "gathering", SpecExplanation.Of(spec.Shadows, spec.LabelOnly).Select(static value => $"{value.JsonPath}={value.Value}"));
    }

    private static void Add(ContentKey key, string name, IEnumerable<string>? values)
    {
        key.Add(name, values is null ? null : "list");
        foreach (var value in values ?? [])
        {
            key.Add(name, value);
        }
    }
}
