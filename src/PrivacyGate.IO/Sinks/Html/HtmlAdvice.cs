namespace PrivacyGate.IO.Sinks.Html;

/// <summary>Advice as HTML.</summary>
internal static class HtmlAdvice
{
    public static Markup Line(IReadOnlyList<AdvicePart> advice) => Markup.Join(advice.Select(Part));

    private static Markup Part(AdvicePart part) => part.Style switch
    {
        AdviceStyle.Strong => Markup.Of($"<strong>{part.Text}</strong>"),
        AdviceStyle.Name => HtmlText.Name(part.Text),
        AdviceStyle.Attack when HelpLink.ForAttack(part.Text) is { } page => Markup.Of($"<a href=\"{page}\">{part.Text}</a>"),
        AdviceStyle.Attack => HtmlText.Name(part.Text),
        AdviceStyle.Code => HtmlText.Code(part.Text),
        _ => Spaced(part.Text),
    };

    /// <summary>With the blanks at its ends that part it from its neighbours.</summary>
    private static Markup Spaced(string text)
    {
        var inner = Markup.Of($"{text}");
        inner = text.StartsWith(' ') ? Markup.Of($" {inner}") : inner;
        return text.EndsWith(' ') && text.Length > 1 ? Markup.Of($"{inner} ") : inner;
    }
}
