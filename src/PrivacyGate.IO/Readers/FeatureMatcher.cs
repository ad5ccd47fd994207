using System.Globalization;
using PrivacyGate.IO.Spec;
using PrivacyGate.Models;

namespace PrivacyGate.IO.Readers;

/// <summary>Decides which columns of a file feed which inputs.</summary>
internal sealed class FeatureMatcher
{
    private readonly IReadOnlyList<ModelInput> inputs;
    private readonly RecordReader reader;
    private readonly RecordKeys keys;
    private readonly ColumnNaming naming;
    private readonly Dictionary<string, RecordColumn> named = new(StringComparer.Ordinal);

    public FeatureMatcher(IReadOnlyList<ModelInput> inputs, RecordReader reader, RecordKeys keys, IReadOnlyCollection<string> expected, IReadOnlyCollection<string> shared)
    {
        (this.inputs, this.reader, this.keys, Expected) = (inputs, reader, keys, expected);
        naming = new ColumnNaming(reader, expected, shared);
        Candidates = keys.Features is { } features ? [.. features.Value.Where(name => !keys.UnusedInputs.Contains(name)).Select(Require)] : FreeColumns(reader, keys);
        FindNamed();
        Unnamed = [.. inputs.Where(input => !named.ContainsKey(input.Name))];
        Rest = [.. Candidates.Where(column => !named.ContainsValue(column))];
    }

    /// <summary>Names of columns that spec and model state.</summary>
    public IReadOnlyCollection<string> Expected { get; }

    /// <summary>The columns that may feed the model: those the spec names, or all without another role.</summary>
    public IReadOnlyList<RecordColumn> Candidates { get; }

    /// <summary>Inputs no column is named after.</summary>
    public IReadOnlyList<ModelInput> Unnamed { get; }

    /// <summary>Candidates that no input is named after.</summary>
    public IReadOnlyList<RecordColumn> Rest { get; }

    /// <summary>True when one input takes whatever columns there are.</summary>
    public bool TakesEveryColumn => keys.Features is null && Unnamed.Count == 1;

    /// <summary>The columns that will be read, in this file.</summary>
    public IReadOnlyList<RecordColumn> Needed => [.. named.Values, .. Unnamed.Count == 1 ? Rest : []];

    public static List<RecordColumn> FreeColumns(RecordReader reader, RecordKeys keys)
    {
        var reserved = keys.Reserved.Select(reader.Index.Find).ToHashSet();
        return [.. reader.Columns.Where(column => !reserved.Contains(column) && !ColumnNames.IsRowNumber(column.Name))];
    }

    /// <summary>Columns of another file that would feed the model there, yet are not in this one.</summary>
    public List<string> Surplus(RecordReader other) =>
        [.. FreeColumns(other, keys).Where(column => reader.Index.Find(column.Name) is null).Select(column => column.Name)];

    public FeaturePlan Match()
    {
        if (Unnamed.Count > 1 || (Unnamed.Count == 1 && Rest.Count == 0))
        {
            throw MissingInput(Unnamed[0]);
        }

        if (Unnamed.Count == 0 && keys.Features is { } features && Rest.Count > 0)
        {
            throw Unfit(features.Location, $"features names {naming.List([.. Rest.Select(column => column.Name)])}, which no input of the model takes; its inputs: {MessageText.List(inputs.Select(input => input.Name))}");
        }

        var feeds = inputs.Select(input => named.TryGetValue(input.Name, out var column) ? Feed(input, [column]) : Feed(input, Rest)).ToList();
        return new FeaturePlan(feeds, keys, TakesEveryColumn);
    }

    private void FindNamed()
    {
        // A slice or subject column may be an input too, so every column is looked at, the candidates first.
        var candidates = new ColumnIndex(Candidates);
        foreach (var input in inputs)
        {
            var column = candidates.Find(input.Name) ?? (inputs.Count > 1 ? reader.Index.Find(input.Name) : null);
            if (column is not null && Fits(input, column))
            {
                named[input.Name] = column;
            }
        }
    }

    /// <summary>
    /// An array is the whole input of its name. A CSV column is only if the input takes one value a record: a matrix
    /// named X has no more to do with a column x than with its neighbours.
    /// </summary>
    private bool Fits(ModelInput input, RecordColumn column) =>
        column.IsArray || input.RecordShape.All(axis => axis == 1 || (axis == -1 && inputs.Count > 1));

    private InputFeed Feed(ModelInput input, IReadOnlyList<RecordColumn> columns)
    {
        var shape = columns.Count == 1 ? ShapeOfOne(input, columns[0]) : ShapeOfMany(input, columns);
        return new InputFeed(input, shape, [.. columns.Select(column => column.Name)]) { TakesMissing = TakesMissing(input) };
    }

    private bool TakesMissing(ModelInput input) => keys.Missing switch
    {
        MissingValues.NotANumber => true,
        MissingValues.Refused => false,
        _ => input.TakesMissing,
    };

    private IReadOnlyList<int> ShapeOfOne(ModelInput input, RecordColumn column)
    {
        var given = column.RecordShape;
        if (given.Count == input.RecordShape.Count && given.Zip(input.RecordShape).All(pair => pair.Second is -1 || pair.First == pair.Second))
        {
            return given;
        }

        if (given.Count > 1 && UpToOnes(given, input.RecordShape) is { } shape)
        {
            return shape;
        }

        if (given.Count > 1)
        {
            // As many values in another order of axes would be read as another picture, so nothing is reshaped here.
            throw Unfit(reader.Source.File.Location, $"array {MessageText.Quote(column.Name)} of {MessageText.Plain(reader.Source.File.Path)} has records of shape ({Axes(given)}), but input {MessageText.Quote(input.Name)} takes ({Axes(input.RecordShape)}); save it in the model's shape (numpy.transpose or reshape)");
        }

        return ShapeOfMany(input, [column]);
    }

    /// <summary>The input's axes filled with the array's, where the two differ by axes of length 1 alone: those change the place of no value. Null where they differ otherwise.</summary>
    private static int[]? UpToOnes(IReadOnlyList<int> given, IReadOnlyList<int> wanted)
    {
        var lengths = new Queue<int>(given.Where(static axis => axis != 1));
        var shape = new int[wanted.Count];
        for (var i = 0; i < shape.Length; i++)
        {
            shape[i] = wanted[i] == 1 || !lengths.TryDequeue(out var length) ? 1 : length;
            if (wanted[i] != -1 && shape[i] != wanted[i])
            {
                return null;
            }
        }

        return lengths.Count == 0 ? shape : null;
    }

    /// <summary>The columns side by side, in row-major order, cut into the input's axes.</summary>
    private IReadOnlyList<int> ShapeOfMany(ModelInput input, IReadOnlyList<RecordColumn> columns)
    {
        if (columns.FirstOrDefault(column => column.RecordShape.Count > 1) is { } image)
        {
            throw Unfit(reader.Source.File.Location, $"array {MessageText.Quote(image.Name)} of {MessageText.Plain(reader.Source.File.Path)} and {columns.Count - 1} more are left for input {MessageText.Quote(input.Name)}, but only flat columns can stand side by side; name the one array by 'features'");
        }

        var width = columns.Sum(column => (long)column.Width);
        var known = input.RecordShape.Where(axis => axis != -1).Aggregate(1L, static (product, axis) => product * axis);
        var open = input.RecordShape.Count(axis => axis == -1);
        if (open == 0 && width == known)
        {
            return input.RecordShape;
        }

        if (open == 1 && width > 0 && known > 0 && width % known == 0)
        {
            RequireLeastWidth(input, columns, width);
            return [.. input.RecordShape.Select(axis => axis == -1 ? (int)(width / known) : axis)];
        }

        throw WrongWidth(input, columns, width, open == 0 ? known : null);
    }

    /// <summary>
    /// A graph of trees shows the features it splits on, not how many it was shown: fewer columns cannot be right, and
    /// more are doubted where one of them looks like a record's number.
    /// </summary>
    private void RequireLeastWidth(ModelInput input, IReadOnlyList<RecordColumn> columns, long width)
    {
        if (width < input.LeastWidth)
        {
            throw WrongWidth(input, columns, width, input.LeastWidth);
        }

        if (input.LeastWidth > 0 && width > input.LeastWidth && keys.Features is null && columns.FirstOrDefault(column => ColumnNames.LooksLikeId(column.Name)) is { } id)
        {
            throw Unfit(reader.Source.File.Location, string.Create(CultureInfo.InvariantCulture, $"{MessageText.Plain(reader.Source.File.Path)} gives {width} feature values a record, the model reads {input.LeastWidth}: is {naming.Column(reader.Index.Of(id.Name))} a feature? Name the model's columns in their order by 'features', or leave it out of the file"));
        }
    }

    private InputException WrongWidth(ModelInput input, IReadOnlyList<RecordColumn> columns, long width, long? wanted)
    {
        var difference = wanted is null ? "which they cannot be cut into"
            : string.Create(CultureInfo.InvariantCulture, $"{Math.Abs(width - wanted.Value)} too {(width > wanted ? "many" : "few")}");
        var cure = width > wanted ? $"name the features by 'features', or leave the columns that are none ({naming.List([.. Doubtful(columns)])}?) out of the file"
            : "add the missing columns, or check 'features', 'slices' and 'subject', which are not fed to the model";
        var text = string.Create(CultureInfo.InvariantCulture, $"{MessageText.Plain(reader.Source.File.Path)} gives {width} feature values a record, input {MessageText.Quote(input.Name)} takes ({Axes(input.RecordShape)}): {difference}; {cure}");
        return Unfit(keys.Features?.Location ?? reader.Source.File.Location, text);
    }

    /// <summary>The columns that are features least likely: those named like a record's number, else the last ones.</summary>
    private static IEnumerable<string> Doubtful(IReadOnlyList<RecordColumn> columns)
    {
        var ids = columns.Where(column => ColumnNames.LooksLikeId(column.Name)).Select(column => column.Name).ToList();
        return ids.Count > 0 ? ids : columns.Select(column => column.Name).TakeLast(3);
    }

    private InputException MissingInput(ModelInput input)
    {
        var others = Unnamed.Count > 1 ? $", nor for {MessageText.List(Unnamed.Skip(1).Select(other => other.Name))}" : string.Empty;
        var hint = naming.Hint(input.Name, [.. Rest.Select(column => column.Name)]);
        return new InputException(Diagnostic.Error(DiagnosticIds.ColumnMissing, $"{MessageText.Plain(reader.Source.File.Path)} has no column for the model's input {MessageText.Quote(input.Name)}{others}{hint}", reader.Source.File.Location));
    }

    private RecordColumn Require(string name) =>
        naming.Find(name, keys.Features!.Location, "a feature");

    private static InputException Unfit(SourceLocation location, string message) =>
        new(Diagnostic.Error(DiagnosticIds.FeaturesDoNotFit, message, location));

    private static string Axes(IEnumerable<int> shape) =>
        string.Join(", ", shape.Select(axis => axis == -1 ? "any" : axis.ToString(CultureInfo.InvariantCulture)));
}
