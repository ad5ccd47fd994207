using System.Globalization;
using System.Text.RegularExpressions;
using PrivacyGate.Samples;

namespace PrivacyGate.Run.Reading;

/// <summary>What a model fails with may repeat the value it failed on ("idx=88 must be within ..."), and no message may repeat a record.</summary>
internal static partial class ForeignValues
{
    private const string Hidden = "(a value)";

    /// <summary>The message without the values of a record, as ONNX Runtime would print them.</summary>
    /// <param name="message">What the model failed with.</param>
    /// <param name="record">The one record it failed on.</param>
    public static string Without(string message, RecordBatch record)
    {
        var numbers = record.Features.Where(static block => block.Values is not (string[] or bool[])).SelectMany(static block => block.Values.Cast<IFormattable>()).SelectMany(Forms).ToHashSet(StringComparer.Ordinal);
        var texts = record.Features.Select(static block => block.Values).OfType<string[]>().SelectMany(static values => values)
            .Where(text => text.Trim().Length > 0 && message.Contains(text, StringComparison.Ordinal)).Distinct().OrderByDescending(static text => text.Length);
        var told = texts.Aggregate(message, static (left, text) => Regex.Replace(left, $@"(?<!\w){Regex.Escape(text)}(?!\w)", Hidden, RegexOptions.CultureInvariant));
        return Number().Replace(told, match => numbers.Contains(match.Value) ? Hidden : match.Value);
    }

    /// <summary>A number as .NET and as streams and conversions of C++ write it.</summary>
    private static IEnumerable<string> Forms(IFormattable number) => number switch
    {
        float single => [.. Forms((double)single), single.ToString("R", CultureInfo.InvariantCulture)],
        double real => [real.ToString("R", CultureInfo.InvariantCulture), real.ToString("G6", CultureInfo.InvariantCulture), real.ToString("F6", CultureInfo.InvariantCulture)],
        _ => [number.ToString(null, CultureInfo.InvariantCulture)],
    };

    [GeneratedRegex(@"(?<![\w.])-?\d+(\.\d+)?([eE][+-]?\d+)?(?!\w|\.\d)", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
