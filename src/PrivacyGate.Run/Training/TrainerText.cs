using PrivacyGate.IO.Printing;

namespace PrivacyGate.Run.Training;

/// <summary>Foreign text in messages about trainers and what they trained.</summary>
internal static class TrainerText
{
    /// <summary>One printable ASCII line without " [", which build log readers take for the project's name.</summary>
    public static string Line(string text) =>
        new string([.. LogLine.Text(text).Select(static c => c is >= ' ' and <= '~' ? c : '?')]).Replace(" [", " (", StringComparison.Ordinal);
}
