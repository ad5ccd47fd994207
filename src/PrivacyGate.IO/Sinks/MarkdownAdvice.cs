namespace PrivacyGate.IO.Sinks;

/// <summary>Advice as Markdown.</summary>
public static class MarkdownAdvice
{
    /// <summary>One line.</summary>
    public static string Line(IReadOnlyList<AdvicePart> advice) => string.Concat(advice.Select(Part));

    private static string Part(AdvicePart part) => part.Style switch
    {
        AdviceStyle.Strong => $"**{MarkdownText.Sentence(part.Text)}**",
        AdviceStyle.Name => MarkdownText.Name(part.Text),
        AdviceStyle.Attack when HelpLink.ForAttack(part.Text) is { } page => $"[{MarkdownText.Name(part.Text)}]({page})",
        AdviceStyle.Attack => MarkdownText.Name(part.Text),
        AdviceStyle.Code => $"[{part.Text}]({HelpLink.For(part.Text)})",
        _ => Spaced(part.Text),
    };

    /// <summary>Escaped, with the blanks at its ends that part it from its neighbours.</summary>
    private static string Spaced(string text)
    {
        string inner = MarkdownText.Sentence(text);
        return $"{(text.StartsWith(' ') ? " " : "")}{inner}{(text.EndsWith(' ') && text.Length > 1 ? " " : "")}";
    }
}
