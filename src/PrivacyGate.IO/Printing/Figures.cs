using System.Globalization;

namespace PrivacyGate.IO.Printing;

/// <summary>Numbers as people read them; report.json has every digit.</summary>
public static class Figures
{
    public const string NotMeasurable = "not measurable";

    private const int Digits = 3;
    private const int AllDigits = 15;

    public static string Value(double? value, double? limit = null) =>
        value is { } number ? Fixed(number, limit) : NotMeasurable;

    public static string Limit(double? limit) => limit is { } number ? Shortest(number) : "none";

    /// <summary>"0.281 to 0.343".</summary>
    public static string Interval(double? lower, double? upper, double? limit = null) => (lower, upper) switch
    {
        (null, null) => NotMeasurable,
        (_, double.PositiveInfinity) => Interval(lower, null, limit),
        (double.NegativeInfinity, _) => Interval(null, upper, limit),
        (null, _) => $"at most {Fixed(upper.Value, limit)}",
        (_, null) => $"at least {Fixed(lower.Value, limit)}",
        _ => $"{Fixed(lower.Value, limit)} to {Fixed(upper.Value, limit)}",
    };

    /// <summary>"95%", "97.5%".</summary>
    public static string Confidence(double confidence) =>
        Math.Round(confidence * 100, 6).ToString("0.######", CultureInfo.InvariantCulture) + "%";

    /// <summary>"2,100".</summary>
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    public static string Share(double share) => double.IsNaN(share) ? NotMeasurable : Fixed(share, null);

    /// <summary>A figure in a unit of any size: four significant digits.</summary>
    public static string Measure(double value) => double.IsNaN(value) ? NotMeasurable : value.ToString("G4", CultureInfo.InvariantCulture);

    /// <summary>A rate that an axis or a column stands for: "0.001", "1".</summary>
    public static string Tick(double rate) => rate.ToString("0.##########", CultureInfo.InvariantCulture);

    /// <summary>A score, which knows no unit and may be of any size.</summary>
    public static string Plain(double score) => score.ToString("R", CultureInfo.InvariantCulture);

    // A bound that differs from its budget must not look equal to it, so it gets the digits that tell them apart.
    private static string Fixed(double number, double? limit)
    {
        var text = "";
        for (var digits = Digits; digits <= AllDigits; digits++)
        {
            text = Rounded(number, digits);
            if (limit is not { } other || number.Equals(other) || text != Rounded(other, digits))
            {
                return text;
            }
        }

        return text;
    }

    private static string Rounded(double number, int digits)
    {
        var text = number.ToString("F" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return text.AsSpan().Trim("-0.").IsEmpty ? text.TrimStart('-') : text;
    }

    private static string Shortest(double number) => number.ToString("0.00##############", CultureInfo.InvariantCulture);
}
