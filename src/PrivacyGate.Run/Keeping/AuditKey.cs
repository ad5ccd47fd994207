using System.Globalization;
using PrivacyGate.Gating;
using PrivacyGate.IO.Spec;
using PrivacyGate.Run.Options;

namespace PrivacyGate.Run.Keeping;

/// <summary>
/// The content key of one model's audit: every effective value of the spec but those that the table of keys calls irrelevant
/// with a reason, so that a key that nobody thought of makes an audit anew instead of serving an old one; and what the spec
/// does not say.
/// </summary>
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
        key.AddCode(runtime).Add("model", modelSha256).Add("seed", seed.ToString(CultureInfo.InvariantCulture));
        foreach (var value in SpecExplanation.Of(spec).Where(static value => !SpecTable.Irrelevant.ContainsKey(value.JsonPath)))
        {
            key.Add("key", value.JsonPath).Add("value", value.Value);
        }

        foreach (var source in spec.Sources)
        {
            key.Add("role", source.Role).Add("filter", source.Filter?.ToString()).Add("data", hashes.Of(source.File.FullPath));
        }

        if (spec.Shadows.Base is { } file)
        {
            key.Add("base", hashes.Of(file.FullPath));
        }

        var plan = Gate.OptionsFor(spec.Budget.Limits);
        Add(key, "budgeted", plan.BudgetedMetrics);
        Add(key, "rates", plan.FalsePositiveRates.Select(static rate => rate.ToString("R", CultureInfo.InvariantCulture)));
        Add(key, "attacks", ChosenAttacks.Of(spec, profile).Select(static attack => attack.Id));
        key.Add("stops early", profile.StopsEarly && spec.Attacks is null ? "yes" : "no");
        return key.Add("profile", string.Create(CultureInfo.InvariantCulture, $"{profile.Shadows} {profile.Queries}")).Finish();
    }

    private static void Add(ContentKey key, string name, IEnumerable<string> values)
    {
        key.Add(name, "list");
        foreach (var value in values)
        {
            key.Add(name, value);
        }
    }
}
