using System.Text.RegularExpressions;

namespace PrivacyGate.IO.Printing;

/// <summary>
/// Foreign text in lines that are no diagnostics: tables, what was recognised in a model, values of a spec. Whoever names
/// a model or a column must not talk to the build agent that reads the log.
/// </summary>
public static partial class LogLine
{
    /// <summary>One printable line that no build agent takes for a command ("##vso[", "::error::") and no build for an error of its own.</summary>
    public static string Text(string text)
    {
        var line = CommandStart().Replace(PlainText.OneLine(text), ": :");
        return Diagnosis().Replace(Command().Replace(line, "##$1("), "$1$2;");
    }

    // A GitHub runner takes it for a command where a line begins with it; inside a name, such as onnx::MatMul_7, it is none.
    [GeneratedRegex(@"(?<=^|\s)::", RegexOptions.CultureInvariant)]
    private static partial Regex CommandStart();

    [GeneratedRegex(@"##(\w*)\[", RegexOptions.CultureInvariant)]
    private static partial Regex Command();

    // "error", a code or none, and a colon: what MSBuild turns into an error wherever it stands.
    [GeneratedRegex(@"\b(error|warning)(\s+[^:\s]*)?\s*:", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Diagnosis();
}
