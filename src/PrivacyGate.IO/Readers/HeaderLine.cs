using System.Text;

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
/// Tells a header line from a record by the rows below it: a column of numbers has a text for a name. A file without a
/// header is a common mistake, and a message that lists its columns would print a record into logs and reports.
/// </summary>
internal static class HeaderLine
{
    private const int RowsLookedAt = 20;
    private const int FewestColumns = 2;
    private const int FewestOrdered = 4;

    /// <summary>Compares the names of the columns with the first rows.</summary>
    public static FirstLineKind Of(RecordReader reader)
    {
        var names = reader.Columns.Select(column => column.Name).ToList();
        var numberNames = names.Where(IsNumber).ToList();
        if (CountNumberColumns(reader) is not var (numbers, named))
        {
            return FirstLineKind.Damaged;
        }

        return numbers - named > 0 && !AreOrdered(numberNames) ? FirstLineKind.Record
            : numberNames.Count == 0 && numbers >= FewestColumns ? FirstLineKind.Names
            : FirstLineKind.Unclear;
    }

    /// <summary>True for a text that reads as a number, with a decimal point or comma.</summary>
    public static bool IsNumber(string name)
    {
        var fault = CellText.Read(Encoding.UTF8.GetBytes(name), out double _);
        return fault is CellFault.None or CellFault.DecimalComma or CellFault.OutOfRange;
    }

    /// <summary>True for a name that says nothing where it is found in the first line: a number, or a word for true or false.</summary>
    public static bool CouldBeValue(string name) =>
        IsNumber(name) || CellText.Read(Encoding.UTF8.GetBytes(name), out bool _) == CellFault.None;

    /// <summary>True where every name that is a number is a whole one, such as the position of a feature.</summary>
    public static bool HasOnlyWholeNumbers(RecordReader reader) =>
        reader.Columns.Where(column => IsNumber(column.Name)).All(column => column.Name.AsSpan().Trim().IndexOfAnyExceptInRange('0', '9') < 0);

    /// <summary>Columns that hold numbers in the first rows, and how many of them have a text for a name; null where these rows cannot be read.</summary>
    private static (int Numbers, int Named)? CountNumberColumns(RecordReader reader)
    {
        var hasNumber = new bool[reader.Columns.Count];
        var hasText = new bool[reader.Columns.Count];
        try
        {
            foreach (var row in reader.Sample(RowsLookedAt))
            {
                for (var i = 0; i < row.Count; i++)
                {
                    var cell = Encoding.UTF8.GetBytes(row[i] ?? string.Empty);
                    var isMissing = CellText.IsMissing(cell);
                    hasNumber[i] |= !isMissing && IsNumber(row[i]!);
                    hasText[i] |= !isMissing && !IsNumber(row[i]!);
                }
            }
        }
        catch (InputException)
        {
            // Rows that cannot be read show nothing of the line above them; whoever needs them reports the problem.
            return null;
        }

        var numbers = Enumerable.Range(0, hasNumber.Length).Where(i => hasNumber[i] && !hasText[i]).ToList();
        return (numbers.Count, numbers.Count(i => !IsNumber(reader.Columns[i].Name)));
    }

    /// <summary>Positions, years or wavelengths: numbers that are names come in order, values of a record hardly ever.</summary>
    private static bool AreOrdered(List<string> names)
    {
        var numbers = names.Select(name => double.TryParse(name, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : double.NaN).ToList();
        var steps = numbers.Zip(numbers.Skip(1), (left, right) => right - left).ToList();
        return (numbers.Count >= FewestOrdered && (steps.TrueForAll(step => step > 0) || steps.TrueForAll(step => step < 0)))
            || (numbers is [0 or 1, ..] && steps.TrueForAll(step => step == 1));
    }
}
