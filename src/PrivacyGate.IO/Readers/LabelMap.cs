using System.Globalization;
using System.Text;
using PrivacyGate.IO.Spec;
using PrivacyGate.Samples;

namespace PrivacyGate.IO.Readers;

/// <summary>Turns a label, whether text, whole number or boolean, into the class it means.</summary>
public sealed class LabelMap
{
    /// <summary>Labels of a model that lists no classes must lie below this.</summary>
    private const int MostUnlistedClasses = 1_000_000;

    private readonly Dictionary<string, int> byText = new(StringComparer.Ordinal);
    private readonly Dictionary<double, int> byNumber = [];
    private readonly Dictionary<bool, int> byBoolean = [];
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> texts;

    private LabelMap(int classCount, IReadOnlyList<string>? names)
    {
        (ClassCount, Names) = (classCount, names);
        for (var i = 0; i < (names?.Count ?? 0); i++)
        {
            Learn(names![i], i);
        }

        for (var i = 0; i < (names?.Count ?? 0); i++)
        {
            // Exact names first: a name that only trimming makes equal to another gives way.
            _ = byText.TryAdd(names![i].Trim(), i);
        }

        if (names is [var first, var second] && BooleanOf(first) is { } one && BooleanOf(second) is { } two && one != two)
        {
            (byBoolean[one], byBoolean[two]) = (0, 1);
        }

        texts = byText.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>Number of classes; 0 when neither model nor spec lists them: then any whole number from 0 is a class.</summary>
    public int ClassCount { get; }

    /// <summary>The name of each class, or null when classes are numbers from 0.</summary>
    public IReadOnlyList<string>? Names { get; }

    /// <summary>The spec's list wins; else the model's own names; else classes are the numbers from 0.</summary>
    /// <exception cref="InputException">The spec lists another number of classes than the model has (PG0006).</exception>
    public static LabelMap Create(ClassList modelClasses, SpecValue<IReadOnlyList<string>>? stated)
    {
        ArgumentNullException.ThrowIfNull(modelClasses);
        if (stated is not null && modelClasses.Count > 0 && stated.Value.Count != modelClasses.Count)
        {
            throw new InputException(Diagnostic.Error(DiagnosticIds.OutOfRange, string.Create(CultureInfo.InvariantCulture, $"classes lists {stated.Value.Count} classes, but the model has {modelClasses.Count}; list one text for each of the model's scores, in their order"), stated.Location));
        }

        var names = stated?.Value ?? modelClasses.Names;
        return new LabelMap(names?.Count ?? modelClasses.Count, names);
    }

    /// <summary>The class of a label in text: by equal text, outer spaces aside, else by equal number (1 and 1.0), else, of two classes, as a boolean (yes and true).</summary>
    public bool TryGetClass(ReadOnlySpan<byte> utf8, out int index)
    {
        if (Names is not null && TryGetByText(utf8, out index))
        {
            return true;
        }

        if (CellText.Read(utf8, out double number) == CellFault.None)
        {
            return TryGetClass(number, out index);
        }

        index = 0;
        return CellText.Read(utf8, out bool boolean) == CellFault.None && TryGetClass(boolean, out index);
    }

    /// <summary>The class of a label that is a number.</summary>
    public bool TryGetClass(double number, out int index)
    {
        if (Names is not null)
        {
            return byNumber.TryGetValue(number, out index) || (number is 0 or 1 && byNumber.Count == 0 && byBoolean.TryGetValue(number == 1, out index));
        }

        var limit = ClassCount > 0 ? ClassCount : MostUnlistedClasses;
        var isClass = number >= 0 && number < limit && number == Math.Floor(number);
        index = isClass ? (int)number : 0;
        return isClass;
    }

    /// <summary>The class of a label that is true or false.</summary>
    public bool TryGetClass(bool boolean, out int index) =>
        byBoolean.TryGetValue(boolean, out index) || (Names is null && ClassCount is 0 or 2 && TryGetClass(boolean ? 1d : 0d, out index));

    /// <summary>PG0033 for a label that is none of the classes.</summary>
    /// <param name="column">The column of the label.</param>
    /// <param name="source">The file.</param>
    /// <param name="place">Where the label stands.</param>
    /// <param name="seen">The labels from there on.</param>
    internal InputException NoClass(string column, RecordSource source, SourceLocation place, ValueCounts seen)
    {
        var start = $"{MessageText.Plain(source.File.Path)}, label column {MessageText.Quote(column)}: the label is none of the model's classes ({Describe()})";
        var cure = seen.IsFull ? "the column holds many different values: is it the label? Where it is the target of a regression, there is no class to audit: PrivacyGate audits classifiers"
            : Names is null && (ClassCount == 0 || seen.Different <= ClassCount)
                ? "add \"classes\" with the labels in the order of the model's scores"
                : "mend the data, or the list 'classes'";
        var told = !ColumnNames.MayIdentify(column) && seen.Told is { } values ? $"labels from here on: {MessageText.List(values, ValueCounts.MostTold)}" : $"from here on the column holds {seen.Amount()}";
        return new InputException(Diagnostic.Error(DiagnosticIds.LabelOutsideClasses, $"{start}; {told}; {cure}", place));
    }

    /// <summary>The classes in words, for an error message.</summary>
    internal string Describe() => Names is { Count: > ValueCounts.MostTold } ? string.Create(CultureInfo.InvariantCulture, $"{Names.Count} names")
        : Names is not null ? MessageText.List(Names)
        : ClassCount > 0 ? string.Create(CultureInfo.InvariantCulture, $"the whole numbers 0 to {ClassCount - 1}")
        : "whole numbers from 0";

    private void Learn(string name, int index)
    {
        _ = byText.TryAdd(name, index);
        if (CellText.Read(Encoding.UTF8.GetBytes(name), out double number) == CellFault.None)
        {
            _ = byNumber.TryAdd(number, index);
        }
    }

    private static bool? BooleanOf(string name) =>
        CellText.Read(Encoding.UTF8.GetBytes(name), out bool boolean) == CellFault.None ? boolean : null;

    private bool TryGetByText(ReadOnlySpan<byte> utf8, out int index)
    {
        index = 0;
        if (utf8.Length > 256)
        {
            return texts.TryGetValue(Encoding.UTF8.GetString(utf8), out index);
        }

        Span<char> characters = stackalloc char[256];
        ReadOnlySpan<char> text = characters[..Encoding.UTF8.GetChars(utf8, characters)];
        return texts.TryGetValue(text, out index) || texts.TryGetValue(text.Trim(), out index);
    }
}
