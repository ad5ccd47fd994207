namespace PrivacyGate.IO.Sinks;

/// <summary>Where the page of a code stands.</summary>
public static class HelpLink
{
    public const string Project = "https://github.com/privacygate/privacygate";

    private const string Pages = Project + "/blob/main/docs/rules/";

    public static string For(string id) => Pages + id + ".md";
}
