using System.Globalization;

namespace PrivacyGate.IO.Spec;

/// <summary>The kinds of numbers that a key may take.</summary>
internal static class NumberKinds
{
    /// <param name="from">The lower end of the range.</param>
    /// <param name="to">The upper end; infinity for none.</param>
    /// <param name="above">Whether <paramref name="from"/> itself is out of range.</param>
    /// <param name="below">Whether <paramref name="to"/> itself is out of range.</param>
    /// <param name="noun">What the number is.</param>
    /// <param name="example">What a message adds to the range.</param>
    public static ValueKind<double> Number(double from, double to = double.PositiveInfinity, bool above = false, bool below = false, string noun = "number", string example = "")
    {
        FormattableString range = (above, below, double.IsFinite(to)) switch
        {
            (true, true, _) => $"{noun} between {from} and {to}",
            (true, false, true) => $"{noun} above {from} and up to {to}",
            (true, false, false) => $"{noun} above {from}",
            (false, true, _) => $"{noun} from {from} and below {to}",
            (false, false, true) => $"{noun} from {from} to {to}",
            (false, false, false) => $"{noun} of at least {from}",
        };
        var words = FormattableString.Invariant(range);
        var upper = double.IsFinite(to) ? FormattableString.Invariant($", \"{(below ? "exclusiveMaximum" : "maximum")}\": {to}") : "";
        var schema = FormattableString.Invariant($"\"type\": \"number\", \"{(above ? "exclusiveMinimum" : "minimum")}\": {from}{upper}");
        return new(words, schema, Read, static number => number.ToString(CultureInfo.InvariantCulture));

        SpecValue<double>? Read(SpecScope scope, string key, LocatedNode node)
        {
            if (node is not LocatedNumber { Text: var text })
            {
                return scope.Wrong<SpecValue<double>>(key, node, "a number");
            }

            var number = double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
            var isIn = double.IsFinite(number) && (above ? number > from : number >= from) && (below ? number < to : number <= to);
            return isIn ? scope.Value(node, number) : scope.OutOfRange<double>(key, node, $"is {MessageText.Plain(text)}, outside its range; write a {words}{example}");
        }
    }

    /// <param name="least">0 or 1.</param>
    /// <param name="most">The largest.</param>
    public static ValueKind<long> Whole(long least, long most) => WholeNumber(
        FormattableString.Invariant($"whole number from {least} to {most}"),
        FormattableString.Invariant($"\"type\": \"integer\", \"minimum\": {least}, \"maximum\": {most}"),
        most,
        value => value < least ? FormattableString.Invariant($"at least {least}") : null);

    /// <param name="least">The smallest.</param>
    /// <param name="most">The largest.</param>
    /// <param name="why">What a message adds to the range.</param>
    public static ValueKind<long> Even(long least, long most, string why) => WholeNumber(
        FormattableString.Invariant($"even number from {least} to {most}"),
        FormattableString.Invariant($"\"type\": \"integer\", \"minimum\": {least}, \"maximum\": {most}, \"multipleOf\": 2"),
        most,
        value => value < least || value % 2 != 0 ? FormattableString.Invariant($"an even number from {least} to {most}, {why}") : null);

    /// <param name="type">In words.</param>
    /// <param name="schema">In the schema.</param>
    /// <param name="most">The largest.</param>
    /// <param name="cure">What to write instead of a number from 0 to <paramref name="most"/> that does not fit, else null.</param>
    private static ValueKind<long> WholeNumber(string type, string schema, long most, Func<long, string?> cure)
    {
        return new(type, schema, Read, static number => number.ToString(CultureInfo.InvariantCulture));

        SpecValue<long>? Read(SpecScope scope, string key, LocatedNode node)
        {
            if (node is not LocatedNumber { Text: var text })
            {
                return scope.Wrong<SpecValue<long>>(key, node, "a number");
            }

            // A double would round 2^53 + 1 into the range.
            var isWhole = decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= 0 && number <= most && number == Math.Floor(number);
            return !isWhole ? scope.OutOfRange<long>(key, node, FormattableString.Invariant($"is {MessageText.Plain(text)}, outside its range; write a whole number from 0 to {most}"))
                : cure((long)number) is { } other ? scope.OutOfRange<long>(key, node, FormattableString.Invariant($"is {(long)number}; write {other}"))
                : scope.Value(node, (long)number);
        }
    }
}
