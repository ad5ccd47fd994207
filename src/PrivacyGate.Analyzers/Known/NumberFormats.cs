using System.Globalization;
using System.Text.RegularExpressions;

namespace PrivacyGate.Analyzers.Known;

/// <summary>Format strings that round a number to fewer than six digits after the point.</summary>
internal static class NumberFormats
{
    private static readonly Regex Standard = new("^[FfNnPpCc](?<digits>[0-9]{0,2})$", RegexOptions.CultureInvariant);

    private static readonly Regex Custom = new(@"^[#0,]*(\.(?<digits>[#0]+))?\s*%?$", RegexOptions.CultureInvariant);

    private static readonly Regex Place = new(@"\{[0-9]+(,-?[0-9]+)?(:(?<format>[^}]*))?\}", RegexOptions.CultureInvariant);

    public static bool Round(string format)
    {
        if (Standard.Match(format) is { Success: true } standard)
        {
            var digits = standard.Groups["digits"].Value;
            return digits.Length == 0 || int.Parse(digits, CultureInfo.InvariantCulture) + Percent(format) < ScoreGuards.UselessDigits;
        }

        return format.Length > 0 && Custom.Match(format) is { Success: true } custom && custom.Groups["digits"].Length + Percent(format) < ScoreGuards.UselessDigits;
    }

    /// <summary>Every place of a composite format such as "{0:F2} of {1:P0}" rounds.</summary>
    public static bool RoundAll(string composite) => Place.Matches(composite).Cast<Match>().All(static place => Round(place.Groups["format"].Value));

    /// <summary>A percentage shows two digits more of the number.</summary>
    private static int Percent(string format) => format[0] is 'P' or 'p' || format[format.Length - 1] == '%' ? 2 : 0;
}
