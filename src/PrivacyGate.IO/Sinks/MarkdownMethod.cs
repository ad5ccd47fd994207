using System.Globalization;
using PrivacyGate.Auditing.Findings;
using PrivacyGate.Gating;
using PrivacyGate.Samples;

namespace PrivacyGate.IO.Sinks;

/// <summary>How the figures of a model came about and what exactly was audited.</summary>
internal static class MarkdownMethod
{
    public static string Section(ModelResult model)
    {
        string facts = string.Join('\n', Facts(model));
        string methods = string.Join('\n', Methods(model.Report.Findings));
        return methods.Length == 0
            ? $"### Method and provenance\n\n{facts}"
            : $"### Method and provenance\n\n{facts}\n\n{methods}";
    }

    private static IEnumerable<string> Facts(ModelResult model)
    {
        yield return $"- model file: {MarkdownText.Name(model.Path)}";
        yield return $"- SHA-256: {MarkdownText.Name(model.Sha256)}";
        foreach (string recognised in model.Recognition)
        {
            yield return $"- recognised: {MarkdownText.Sentence(recognised)}";
        }

        if (model.Report.Shadows is { } shadows)
        {
            yield return $"- shadow models: {Shadows(shadows, model.ShadowSeconds)}";
        }

        yield return $"- seed: {model.Seed.ToString(CultureInfo.InvariantCulture)}";
        yield return $"- records the model was asked about: {Figures.Count(model.Queries)}";
    }

    private static string Shadows(ShadowSummary shadows, double? seconds)
    {
        string time = seconds is { } span ? string.Create(CultureInfo.InvariantCulture, $", {span:0.0} s") : "";
        string loss = string.Create(CultureInfo.InvariantCulture, $"loss on their own records {shadows.MeanMemberLoss:0.####} (the model's on its members: {shadows.TargetMemberLoss:0.####}), {shadows.MeanEpochs:0.#} epochs");
        return $"{Figures.Count(shadows.Count)} of kind {MarkdownText.Name(shadows.Kind)}, {MarkdownText.Sentence(shadows.Trainer)}; records: {MarkdownText.Sentence(shadows.Source)}, "
            + $"{Figures.Count(shadows.Records)} each (the model: {Figures.Count(shadows.TargetRecords)}); {Figures.Count(shadows.Matched)} of {Figures.Count(shadows.Count)} matched, {loss}{time}";
    }

    private static IEnumerable<string> Methods(IReadOnlyList<Finding> findings) =>
        from finding in findings
        where finding.Value is not null
        group finding by (finding.Method, finding.Estimand, finding.AdjustedFor) into same
        let metrics = string.Join(", ", same.Select(finding => MarkdownText.Metric(finding.Metric)).Distinct())
        select $"- {metrics}. Estimates: {Clause(same.Key.Estimand)}. Method: {Clause(same.Key.Method)}. Interval adjusted for: {Clause(same.Key.AdjustedFor)}.";

    private static string Clause(string text) => MarkdownText.Sentence(text.Trim().TrimEnd('.'));
}
