namespace PrivacyGate.IO.Sinks.Rules;

/// <summary>Where the page of a code or an attack stands.</summary>
public static class HelpLink
{
    public const string Project = "https://github.com/privacygate/privacygate";

    private const string Pages = Project + "/blob/main/docs/rules/";

    public static string For(string id) => Pages + id + ".md";

    /// <summary>The page of an attack; null for what is no id of one: in somebody else's report it may be anything.</summary>
    public static string? ForAttack(string id) =>
        id.Length > 0 && id.All(static c => char.IsAsciiLetterLower(c) || c == '-') ? $"{Project}/blob/main/docs/attacks/{id}.md" : null;
}
