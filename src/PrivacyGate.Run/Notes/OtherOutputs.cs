using PrivacyGate.Formats;
using PrivacyGate.IO.Spec;
using PrivacyGate.Run.Reading;

namespace PrivacyGate.Run.Notes;

/// <summary>Tells of outputs that no entry of the spec audits.</summary>
internal static class OtherOutputs
{
    /// <summary>One warning, or nothing.</summary>
    /// <param name="spec">The model audited.</param>
    /// <param name="all">All models of the spec file.</param>
    /// <param name="file">The model file.</param>
    public static IEnumerable<Diagnostic> Note(ModelSpec spec, IReadOnlyList<ModelSpec> all, IModelFile file)
    {
        var elsewhere = all.Where(other => other != spec && other.Model.FullPath == spec.Model.FullPath).Select(other => file.AuditedOutput(Overrides.Of(other)));
        string[] left = [.. file.OutputsLeftOut(Overrides.Of(spec)).Except(elsewhere.OfType<string>(), StringComparer.Ordinal)];
        if (left.Length > 0)
        {
            var outputs = $"{(left.Length == 1 ? "output" : "outputs")} {string.Join(", ", left.Take(3).Select(PlainText.Bare))}{(left.Length > 3 ? FormattableString.Invariant($" and {left.Length - 3} more") : "")}";
            yield return Diagnostic.Warning(
                DiagnosticIds.OutputLeftOut,
                $"the model also answers {outputs}, which no attack reads; audit {(left.Length == 1 ? "it in an entry of its own, or export the model without it" : "each in an entry of its own, or export the model without them")}",
                spec.OutputName?.Location ?? spec.OutputKind?.Location ?? spec.Location);
        }
    }
}
