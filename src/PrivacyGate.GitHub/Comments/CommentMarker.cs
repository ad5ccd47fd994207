using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace PrivacyGate.GitHub.Comments;

/// <summary>The first line of our comments, which nobody sees: by it a later run finds its comment again.</summary>
/// <param name="Key">Tells the comments of several gates on one pull request apart; of letters, digits, dots, underscores and slashes: two hyphens would end the comment.</param>
/// <param name="Run">The run that wrote it.</param>
/// <param name="Sha">The commit that was audited.</param>
public sealed partial record CommentMarker(string Key, RunStamp Run, string Sha)
{
    private const int KeyLimit = 200;

    /// <summary>A key from a text a user chose: what could end an HTML comment, or a word, is written as its number.</summary>
    public static string KeyOf(string text)
    {
        var key = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            var plain = rune.IsAscii && (char.IsAsciiLetterOrDigit((char)rune.Value) || "_./".Contains((char)rune.Value));
            key.Append(plain ? rune.ToString() : rune.Value == ' ' ? "_" : string.Create(CultureInfo.InvariantCulture, $".{rune.Value:x}."));
        }

        return key.Length is > 0 and <= KeyLimit ? key.ToString() : key.Length == 0 ? "default" : Shortened(key.ToString());
    }

    public override string ToString() => $"<!-- privacygate v1 key={Key} run={Run} sha={Sha} -->";

    /// <summary>The marker a comment starts with, or null. One further down is a quotation.</summary>
    public static CommentMarker? Read(string? body)
    {
        var match = Shape().Match(body ?? "");
        return match.Success
            && long.TryParse(match.Groups["run"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var run)
            && int.TryParse(match.Groups["attempt"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var attempt)
            ? new CommentMarker(match.Groups["key"].Value, new RunStamp(run, attempt), match.Groups["sha"].Value)
            : null;
    }

    // Two long keys that begin alike must stay two.
    private static string Shortened(string key) =>
        $"{key[..(KeyLimit - 17)]}.{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(0, 8))}";

    [GeneratedRegex(@"\A<!-- privacygate v1 key=(?<key>[A-Za-z0-9_./]{1,200}) run=(?<run>\d{1,18})\.(?<attempt>\d{1,9}) sha=(?<sha>[0-9a-f]{40}|[0-9a-f]{64}) -->", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
