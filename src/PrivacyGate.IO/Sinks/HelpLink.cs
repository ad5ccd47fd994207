using PrivacyGate.Attacks;

namespace PrivacyGate.IO.Sinks;

/// <summary>Where the page of a code or an attack stands.</summary>
public static class HelpLink
{
    public const string Project = "https://github.com/privacygate/privacygate";

    private const string Pages = Project + "/blob/main/docs/rules/";

    public static string For(string id) => Pages + id + ".md";

    /// <summary>The page of an attack; null for one that we do not know, whose name may be anything.</summary>
    public static string? ForAttack(string id) => AttackCatalog.Ids.Contains(id) ? $"{Project}/blob/main/docs/attacks/{id}.md" : null;
}
