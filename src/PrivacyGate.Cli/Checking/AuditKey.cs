using System.Globalization;
using PrivacyGate.Attacks;
using PrivacyGate.Gating;
using PrivacyGate.IO.Readers;
using PrivacyGate.IO.Spec;
using PrivacyGate.Onnx.Inference;

namespace PrivacyGate.Cli.Checking;

/// <summary>The content key of one model's audit. The budget's limits stay out, so that changing one decides anew without attacking anew; which metrics are limited goes in, since bounds are widened for being decided on together.</summary>
internal static class AuditKey
{
    public static string Of(ModelSpec spec, string modelSha256, long seed, FileHashes hashes)
    {
        using var key = new ContentKey();
        foreach (var assembly in new[] { typeof(AttackCatalog), typeof(OnnxClassifier), typeof(RecordReader), typeof(AuditKey) })
        {
            // Of a deterministic build, so it names the code's content.
            key.Add("code", assembly.Module.ModuleVersionId.ToString("N"));
        }

        var plan = Gate.OptionsFor(spec.Budget.Limits);
        key.Add("model", modelSha256)
            .Add("seed", seed.ToString(CultureInfo.InvariantCulture))
            .Add("label", spec.Label.Value)
            .Add("subject", spec.Subject?.Value)
            .Add("output", spec.OutputName?.Value)
            .Add("kind", spec.OutputKind?.Value.ToString());
        Add(key, "budgeted", plan.BudgetedMetrics);
        Add(key, "rates", plan.FalsePositiveRates.Select(static rate => rate.ToString("R", CultureInfo.InvariantCulture)));
        Add(key, "attacks", ChosenAttacks.Of(spec).Select(static attack => attack.Id));
        Add(key, "classes", spec.Classes?.Value);
        Add(key, "features", spec.Features?.Value);
        Add(key, "slices", spec.Slices?.Value);
        foreach (var source in spec.Sources)
        {
            key.Add("role", source.Role).Add("format", source.File.Path).Add("filter", source.Filter?.ToString()).Add("data", hashes.Of(source.File.FullPath));
        }

        return key.Finish();
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
