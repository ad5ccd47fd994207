
namespace PrivacyGate.GitHub.Actions;

/// <summary>A line that makes a runner put an annotation on the run and, where it names a line of the change, into the change.</summary>
public static class WorkflowCommand
{
    public static string Annotation(Severity severity, string title, string message, SourceLocation? location = null)
    {
        var command = severity switch
        {
            Severity.Error => "error",
            Severity.Warning => "warning",
            _ => "notice",
        };
        return $"::{command} {string.Join(',', [.. Place(location), $"title={Property(title)}"])}::{Data(message)}";
    }

    private static IEnumerable<string> Place(SourceLocation? location)
    {
        if (location is null)
        {
            yield break;
        }

        yield return $"file={Property(location.Path)}";
        if (location.Line > 0)
        {
            yield return FormattableString.Invariant($"line={location.Line}");
            yield return FormattableString.Invariant($"col={Math.Max(1, location.Column)}");
        }
    }

    // One line first, then the runner's own escapes: what it turns back cannot become a second command.
    private static string Data(string text) => PlainText.OneLine(text)
        .Replace("%", "%25", StringComparison.Ordinal)
        .Replace("\r", "%0D", StringComparison.Ordinal)
        .Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) => Data(text)
        .Replace(":", "%3A", StringComparison.Ordinal)
        .Replace(",", "%2C", StringComparison.Ordinal);
}
