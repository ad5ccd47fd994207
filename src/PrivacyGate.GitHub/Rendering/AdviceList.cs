using PrivacyGate.Gating;
using PrivacyGate.IO.Sinks;

namespace PrivacyGate.GitHub.Rendering;

/// <summary>What to do about the models of a run, the worst first.</summary>
internal static class AdviceList
{
    private const int MostModels = 3;
    private const int MostHints = 12;

    public static string Of(GateRun run)
    {
        string[] hints =
        [
            .. run.Diagnostics.Where(static diagnostic => diagnostic.Severity == Severity.Error).Select(static diagnostic => diagnostic.Id).Distinct()
                .Select(static id => MarkdownAdvice.Line(Advice.Cure(id))),
            .. from model in ModelFigures.WorstFirst(run.Report.Models).Where(static model => model.Verdict.Kind != VerdictKind.Pass).Take(MostModels)
               from hint in Advice.For(model)
               select $"{MarkdownText.Name(model.Name)}: {MarkdownAdvice.Line(hint)}",
        ];
        return hints.Length == 0 ? "" : $"**What to do**\n\n{string.Join('\n', hints.Take(MostHints).Select(static hint => "- " + hint))}";
    }
}
