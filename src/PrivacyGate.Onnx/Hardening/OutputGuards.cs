using System.Globalization;

namespace PrivacyGate.Onnx.Hardening;

/// <summary>Guards as a command line or a project states them.</summary>
public static class OutputGuards
{
    /// <summary>What may be written, for messages.</summary>
    public const string Known = "temperature=T (0.01 to 1000), clip=LOW,HIGH (0 to 1), top-k=K (from 1), order-only, label-only, round=DIGITS (0 to 6)";

    /// <summary>The guards of a text such as <c>round=2;top-k=3</c>, in the order in which they are applied, which is that of <see cref="Known"/>.</summary>
    /// <param name="text">Guards, parted by semicolons.</param>
    /// <exception cref="FormatException">A part is no guard, out of range, or stated twice; or there is none.</exception>
    public static IReadOnlyList<OutputGuard> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        OutputGuard[] guards = [.. text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(One).OrderBy(Turn)];
        return guards.Length == 0 ? throw new FormatException($"no guard is stated; give at least one of {Known}")
            : guards.GroupBy(static guard => guard.GetType()).FirstOrDefault(static group => group.Count() > 1) is { } twice ? throw new FormatException($"'{Name(twice.First())}' is stated twice; keep one of them")
            : guards.OfType<LabelOnlyGuard>().Any() && guards.OfType<OrderOnlyGuard>().Any() ? throw new FormatException("'label-only' and 'order-only' exclude each other; keep one of them")
            : guards;
    }

    private static OutputGuard One(string part) => part.Split('=', 2, StringSplitOptions.TrimEntries) switch
    {
        ["round", var digits] when Whole(digits) is >= 0 and <= 6 and var value => new RoundGuard(value),
        ["top-k", var count] when Whole(count) is >= 1 and var value => new TopKGuard(value),
        ["label-only"] => new LabelOnlyGuard(),
        ["order-only"] => new OrderOnlyGuard(),
        ["temperature", var number] when Number(number) is >= 0.01 and <= 1000 and var value => new TemperatureGuard(value),
        ["clip", var pair] when pair.Split(',') is [var low, var high] && Number(low) is >= 0 and var least && Number(high) is > 0 and <= 1 and var most && least <= most => new ClipGuard(least, most),
        _ => throw new FormatException($"'{PlainText.Bare(part)}' is no guard; give {Known}"),
    };

    private static string Name(OutputGuard guard) => guard.Text.Split('=')[0];

    private static int Turn(OutputGuard guard) => guard switch
    {
        TemperatureGuard => 0,
        ClipGuard => 1,
        TopKGuard => 2,
        OrderOnlyGuard or LabelOnlyGuard => 3,
        _ => 4,
    };

    private static int? Whole(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;

    private static double? Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null;
}
