using System.Globalization;
using System.Text.RegularExpressions;

namespace PrivacyGate.IO.Printing;

/// <summary>
/// The line that MSBuild, IDEs and the problem matcher of actions/setup-dotnet read:
/// <c>file(line,column): error PG0102: text</c>.
/// </summary>
public static partial class CanonicalLine
{
    private const string NoFile = "privacygate";
    private const int TextLimit = 4000;

    public static string Format(Diagnostic diagnostic) => Format(diagnostic, withLetters: false);

    /// <param name="diagnostic">The diagnostic.</param>
    /// <param name="withLetters">Whether the reader can show letters outside ASCII; else they are written as <c>\uXXXX</c>.</param>
    public static string Format(Diagnostic diagnostic, bool withLetters)
    {
        var severity = diagnostic.Severity switch
        {
            Severity.Error => "error",
            Severity.Warning => "warning",
            _ => "message",
        };
        return $"{Origin(diagnostic.Location)}: {severity} {diagnostic.Id}: {Text(diagnostic.Message, withLetters)}";
    }

    /// <summary>
    /// The message as one ASCII line that no log reader can take for anything else. Square brackets become round ones:
    /// " [" starts the project's name in a build log, "##[" a command to a build agent. A "(3): error" inside the
    /// text would be taken for the place of the error, so the colon is moved away.
    /// </summary>
    public static string Text(string message) => Text(message, withLetters: false);

    /// <param name="message">The message.</param>
    /// <param name="withLetters">Whether letters and digits outside ASCII stay.</param>
    public static string Text(string message, bool withLetters)
    {
        var text = (withLetters ? PlainText.Path(message) : PlainText.Ascii(message)).Replace('[', '(').Replace(']', ')');
        return PlainText.Clip(PlaceInText().Replace(text, "$1 :"), TextLimit);
    }

    private static string Origin(SourceLocation? location)
    {
        if (location is null)
        {
            return NoFile + " ";
        }

        var path = Path(location.Path);
        return location.Line > 0
            ? string.Create(CultureInfo.InvariantCulture, $"{path}({location.Line},{Math.Max(location.Column, 1)})")
            : path + " ";
    }

    // A colon other than a drive's ends the origin; "::" at the start of a line is a command to a GitHub runner.
    private static string Path(string path)
    {
        var line = PlainText.Path(path).Replace("##[", "##(", StringComparison.Ordinal);
        var drive = line is [var letter, ':', '/' or '\\', ..] && char.IsAsciiLetter(letter) ? 2 : 0;
        return string.Concat(line.AsSpan(0, drive), line[drive..].Replace(":", "\\u003A", StringComparison.Ordinal));
    }

    [GeneratedRegex(@"(\([\d,]+\)):", RegexOptions.CultureInvariant)]
    private static partial Regex PlaceInText();
}
