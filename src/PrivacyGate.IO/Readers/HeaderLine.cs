using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace PrivacyGate.IO.Readers;

/// <summary>What the first line of a data file holds.</summary>
internal enum FirstLineKind
{
    Unclear,

    /// <summary>Names of columns, which messages may repeat.</summary>
    Names,

    /// <summary>The rows below do not fit under it: the line is damaged, and may hold a part of a record.</summary>
    Damaged,

    /// <summary>A record: the file has no header line, and nothing of the line may be repeated.</summary>
    Record,
}

/// <summary>
/// Tells a header line from a record by the rows below it: a column of numbers has a text for a name, and hardly any
/// column has a name that is also one of its values. A file without a header is a common mistake, and a message that
/// lists its columns would print a record into logs and reports.
/// </summary>
internal static partial class HeaderLine
{
    private const int RowsLookedAt = 20;
    private const int MostRowsOfValues = 200;
    private const int MostCellsOfValues = 200_000;
    private const int FewestColumns = 2;
    private const int FewestOrdered = 4;

    /// <summary>What laboratories and surveys write in place of a number, without its punctuation.</summary>
    private static readonly HashSet<string> InPlaceOfNumbers = new(StringComparer.OrdinalIgnoreCase)
    {
        "na", "nan", "nd", "nm", "nr", "ns", "nil", "none", "null", "unk", "unknown", "missing", "pending", "refused", "notdone", "notdetected", "undetected", "bdl", "lod", "loq",
        "trace", "inf", "infinity", "neg", "negative", "pos", "positive", "normal", "abnormal", "high", "low", "tbd", "other",
    };

    /// <summary>Compares the names of the columns with the first rows.</summary>
    public static FirstLineKind Of(RecordReader reader)
    {
        var names = reader.Columns.Select(column => column.Name).ToList();
        var numberNames = names.Where(IsNumber).ToList();
        if (NumberColumns(reader) is not { } numbers)
        {
            return FirstLineKind.Damaged;
        }

        if (numbers.Any(at => IsNumber(names[at])) && !ArePositions(numberNames))
        {
            // Uneven steps are those of doses and frequencies, and as likely those of a record whose values happen to rise.
            return AreOrdered(numberNames) && OwnValues(reader).Count == 0 ? FirstLineKind.Unclear : FirstLineKind.Record;
        }

        var plain = numbers.Count(at => IsPlainName(names[at]));
        return numberNames.Count == 0 && plain >= FewestColumns && plain * 2 > numbers.Count && OwnValues(reader).Count == 0
            ? FirstLineKind.Names
            : FirstLineKind.Unclear;
    }

    /// <summary>
    /// The places of columns with a name that is also one of their values, as far as the first rows show, as the class of the first
    /// record is in a file without a header line. Such a name is a value of a record before it is a name.
    /// </summary>
    public static HashSet<int> OwnValues(RecordReader reader)
    {
        var found = new HashSet<int>();
        var names = reader.Columns.Select(column => column.Name.Trim()).ToList();
        var texts = Enumerable.Range(0, names.Count).Where(i => !IsNumber(names[i])).ToList();
        _ = Look(reader, Math.Clamp(MostCellsOfValues / names.Count, RowsLookedAt, MostRowsOfValues), row =>
            found.UnionWith(texts.Where(i => row[i] is { } value && value.AsSpan().Trim().SequenceEqual(names[i]))));
        return found;
    }

    /// <summary>True for a text that reads as a number, with a decimal point or comma.</summary>
    public static bool IsNumber(string name)
    {
        var fault = CellText.Read(Encoding.UTF8.GetBytes(name), out double _);
        return fault is CellFault.None or CellFault.DecimalComma or CellFault.OutOfRange;
    }

    /// <summary>True for a name that a number's cell could hold in place of a number, and that says nothing where it is found in the first line.</summary>
    public static bool CouldBeValue(string name) =>
        !IsPlainName(name) || CellText.Read(Encoding.UTF8.GetBytes(name), out bool _) == CellFault.None;

    /// <summary>True where every name that is a number is a whole one, such as the position of a feature.</summary>
    public static bool HasOnlyWholeNumbers(RecordReader reader) => reader.Columns.Select(column => column.Name).Where(IsNumber).All(IsWhole);

    /// <summary>True where the names that are numbers are positions, years or wavelengths: whole, and evenly spaced.</summary>
    public static bool ArePositions(IReadOnlyList<string> names)
    {
        var steps = Steps(names);
        return names.Count > 0 && names.All(IsWhole) && steps.Distinct().Take(2).Count() <= 1 && steps.All(static step => step != 0)
            && (names.Count >= FewestOrdered || (Number(names[0]) is 0 or 1 && steps.All(static step => step == 1)));
    }

    /// <summary>A text with a letter that is no mark of a missing value and no measurement such as "&lt;20.5" or "53 mg/l".</summary>
    private static bool IsPlainName(string name) =>
        name.Any(char.IsLetter) && !IsNumber(name) && !Measurement().IsMatch(name) && !CellText.IsMissing(Encoding.UTF8.GetBytes(name))
        && !InPlaceOfNumbers.Contains(string.Concat(name.Where(char.IsLetterOrDigit)));

    private static bool IsWhole(string name) => name.AsSpan().Trim() is { Length: > 0 } digits && digits.IndexOfAnyExceptInRange('0', '9') < 0;

    /// <summary>Columns that hold numbers in the first rows; null where these rows cannot be read.</summary>
    private static List<int>? NumberColumns(RecordReader reader)
    {
        var hasNumber = new bool[reader.Columns.Count];
        var hasText = new bool[reader.Columns.Count];
        var isReadable = Look(reader, RowsLookedAt, row =>
        {
            for (var i = 0; i < row.Count; i++)
            {
                if (row[i] is { } value && !CellText.IsMissing(Encoding.UTF8.GetBytes(value)))
                {
                    var isNumber = IsNumber(value);
                    hasNumber[i] |= isNumber;
                    hasText[i] |= !isNumber;
                }
            }
        });
        return isReadable ? [.. Enumerable.Range(0, hasNumber.Length).Where(i => hasNumber[i] && !hasText[i])] : null;
    }

    /// <summary>Looks at the first rows. False where one cannot be read: whoever needs it reports the problem.</summary>
    private static bool Look(RecordReader reader, int most, Action<IReadOnlyList<string?>> look)
    {
        try
        {
            foreach (var row in reader.Sample(most))
            {
                look(row);
            }

            return true;
        }
        catch (InputException)
        {
            return false;
        }
    }

    /// <summary>Numbers that are names often come in order, values of a record hardly ever.</summary>
    private static bool AreOrdered(List<string> names)
    {
        var steps = Steps(names);
        return names.Count >= FewestOrdered && (steps.TrueForAll(static step => step > 0) || steps.TrueForAll(static step => step < 0));
    }

    private static List<double> Steps(IReadOnlyList<string> names) => [.. names.Select(Number).Zip(names.Skip(1).Select(Number), static (left, right) => right - left)];

    private static double Number(string name) => double.TryParse(name, CultureInfo.InvariantCulture, out var number) ? number : double.NaN;

    /// <summary>A digit at the start, beside a mark of comparison or percent, or beside a decimal point.</summary>
    [GeneratedRegex(@"^[\W_]*[0-9]|[<>≤≥=~%]\s*[0-9]|[0-9]\s*[<>≤≥%]|[0-9][.,][0-9]", RegexOptions.CultureInvariant)]
    private static partial Regex Measurement();
}
