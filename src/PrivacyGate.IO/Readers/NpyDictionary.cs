using System.Globalization;
using System.Text.RegularExpressions;

namespace PrivacyGate.IO.Readers;

/// <summary>Reads the Python literal of a .npy header: a dictionary of descr, fortran_order and shape in any order, nothing else.</summary>
internal static partial class NpyDictionary
{
    private const int MostAxes = 32;

    /// <exception cref="InvalidDataException">It is no such dictionary.</exception>
    public static (string Descr, bool IsFortranOrder, IReadOnlyList<long> Shape) Read(string text)
    {
        var found = Dictionary.Match(text);
        var (descr, order, shape) = (found.Groups["descr"], found.Groups["order"], found.Groups["shape"]);
        return descr.Success && order.Success && shape.Success && Axes(shape.Value) is { } axes
            ? (descr.Value, order.Value == "True", axes)
            : throw new InvalidDataException("its header cannot be read");
    }

    private static long[]? Axes(string shape)
    {
        var axes = new List<long>();
        foreach (var number in Digits.EnumerateMatches(shape))
        {
            if (axes.Count == MostAxes || !long.TryParse(shape.AsSpan(number.Index, number.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var axis))
            {
                return null;
            }

            axes.Add(axis);
        }

        return [.. axes];
    }

    /// <summary>Where a key comes twice, the last counts, as in Python. A record type is a list of fields in brackets; such arrays are refused by name later.</summary>
    [GeneratedRegex(
        """
        ^\s*\{ (?>\s*
          (?: (?:'descr'|"descr") \s*:\s* (?: '(?<descr>[^']*)' | "(?<descr>[^"]*)" | (?<descr>\[[^:{}]*\]) )
            | (?:'fortran_order'|"fortran_order") \s*:\s* (?<order>True|False)
            | (?:'shape'|"shape") \s*:\s* \( \s* (?<shape> (?: [0-9]+ (?: \s*,\s* [0-9]+ )* \s*,? )? ) \s* \) )
          \s* (?: , | (?=\}) ) )* \s*\}
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Dictionary { get; }

    [GeneratedRegex(@"[0-9]+")]
    private static partial Regex Digits { get; }
}
