namespace PrivacyGate.MLNet.Runtime;

/// <summary>Words for refusing a model.</summary>
internal static class Refusal
{
    /// <summary>What ML.NET says may be of any length.</summary>
    private const int LongestText = 600;

    public static InputException Of(string id, string path, string message, Exception? inner = null) =>
        new(Diagnostic.Error(id, PlainText.Clip(PlainText.Message(message), LongestText), new SourceLocation(path)), inner);
}
