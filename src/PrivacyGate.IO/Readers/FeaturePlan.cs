using PrivacyGate.IO.Spec;
using PrivacyGate.Models;
using PrivacyGate.Samples;

namespace PrivacyGate.IO.Readers;

/// <summary>Which columns feed which inputs of the model. Columns are known by name, so one plan serves every file that has them.</summary>
/// <param name="Feeds">One for each input, in the model's order.</param>
/// <param name="Keys">The columns with other roles.</param>
/// <param name="TakesEveryColumn">True when the columns were not named, neither by the model nor by the spec: then files must have the same ones.</param>
public sealed record FeaturePlan(IReadOnlyList<InputFeed> Feeds, RecordKeys Keys, bool TakesEveryColumn)
{
    /// <summary>Finds the columns for each input in the first file and checks that the others have them too.</summary>
    /// <param name="inputs">The model's inputs.</param>
    /// <param name="readers">At least one; members first.</param>
    /// <param name="keys">What the spec says of the columns.</param>
    /// <exception cref="InputException">A column is missing (PG0034), a file has no header line (PG0042), the files differ (PG0035), or the columns do not fit the model (PG0038).</exception>
    public static FeaturePlan Match(IReadOnlyList<ModelInput> inputs, IReadOnlyList<RecordReader> readers, RecordKeys keys)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(readers);
        ArgumentNullException.ThrowIfNull(keys);
        var expected = keys.Expected([.. inputs.Select(input => input.Name)]);
        var shared = ColumnNaming.Shared(readers);
        foreach (var reader in readers)
        {
            RequireRoles(reader, keys, new ColumnNaming(reader, expected, shared));
        }

        var matcher = new FeatureMatcher(inputs, readers[0], keys, expected, shared);
        foreach (var other in readers.Skip(1))
        {
            // Told before widths are: "the holdout lacks column x" cures more than "29 columns, 30 wanted".
            RequireSameColumns(matcher, readers[0], other);
        }

        return matcher.Match() with { Target = TargetOf(readers, keys) };
    }

    /// <summary>What the records should be answered, as numbers beside the features; null where the task has none.</summary>
    public InputFeed? Target { get; init; }

    /// <summary>Every column the plan reads features from.</summary>
    public IEnumerable<string> FeatureColumns => Feeds.SelectMany(feed => feed.Columns);

    /// <summary>How messages name the columns of a file that the plan is for.</summary>
    internal ColumnNaming NamingOf(RecordReader reader) => new(reader, Keys.Expected([.. Feeds.Select(feed => feed.Input.Name)]), [.. FeatureColumns]);

    /// <summary>"column 'name'", or its place in the file where the name may be a value.</summary>
    public string ToldColumn(RecordReader reader, string column)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return NamingOf(reader).Column(reader.Index.Of(column));
    }

    /// <summary>The columns the plan reads features from, as messages and reports may name them: those whose name may be a value are told by their place in the file.</summary>
    public IReadOnlyList<string> ToldColumns(RecordReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var naming = NamingOf(reader);
        return [.. FeatureColumns.Select(naming.Name)];
    }

    private static void RequireRoles(RecordReader reader, RecordKeys keys, ColumnNaming naming)
    {
        if (keys.Label is { } label)
        {
            _ = naming.IndexOf(label.Value, label.Location, "the label");
        }

        foreach (var target in keys.Target?.Value ?? [])
        {
            _ = naming.IndexOf(target, keys.Target!.Location, "a target");
        }

        if (keys.Subject is { } subject)
        {
            _ = naming.IndexOf(subject.Value, subject.Location, "the subject");
        }

        if (keys.Group is { } group)
        {
            _ = naming.IndexOf(group.Value, group.Location, "the group");
        }

        foreach (var slice in keys.SliceNames)
        {
            _ = naming.IndexOf(slice, keys.Slices!.Location, "a slice");
        }

        if (reader.Source.Filter is { } filter)
        {
            _ = naming.IndexOf(filter.Column, filter.Location, "the filter");
        }

        naming.RequireHeader();
    }

    /// <exception cref="InputException">The files have targets of different widths (PG0035).</exception>
    private static InputFeed? TargetOf(IReadOnlyList<RecordReader> readers, RecordKeys keys)
    {
        if (keys.Target is not { } target)
        {
            return null;
        }

        int WidthOf(RecordReader reader) => target.Value.Sum(name => reader.Index.Find(name)!.Width);
        var width = WidthOf(readers[0]);
        return readers.FirstOrDefault(reader => WidthOf(reader) != width) is { } other
            ? throw Differ(other, $"the target has {width} values a record in {MessageText.Plain(readers[0].Source.File.Path)} and {WidthOf(other)} in {MessageText.Plain(other.Source.File.Path)}; save both in one shape")
            : new InputFeed(new ModelInput("target", ElementKind.Float32, [width]), [width], target.Value);
    }

    /// <exception cref="InputException"><paramref name="other"/> lacks a column the first file feeds the model with, or holds more when all are fed (PG0035).</exception>
    private static void RequireSameColumns(FeatureMatcher matcher, RecordReader first, RecordReader other)
    {
        var lacking = matcher.Needed.Where(column => other.Index.Find(column.Name) is null).Select(column => column.Name).ToList();
        var surplus = matcher.TakesEveryColumn ? matcher.Surplus(other) : [];
        if (lacking.Count == 0 && surplus.Count == 0)
        {
            RequireSameShapes(matcher, first, other);
            return;
        }

        var members = $"{MessageText.Plain(first.Source.File.Path)} ({first.Source.Role})";
        var difference = string.Join(" and ", new[]
        {
            lacking.Count > 0 ? $"lacks {new ColumnNaming(first, matcher.Expected, []).List(lacking)} of {members}" : null,
            surplus.Count > 0 ? $"has {new ColumnNaming(other, matcher.Expected, []).List(surplus)} besides{(lacking.Count > 0 ? "" : $" those of {members}")}" : null,
        }.OfType<string>());
        throw Differ(other, $"{MessageText.Plain(other.Source.File.Path)} ({other.Source.Role}) {difference}; give both the same columns, or name the features by 'features'");
    }

    private static void RequireSameShapes(FeatureMatcher matcher, RecordReader first, RecordReader other)
    {
        foreach (var column in matcher.Needed)
        {
            var twin = other.Index.Find(column.Name)!;
            if (!twin.RecordShape.SequenceEqual(column.RecordShape))
            {
                throw Differ(other, $"array {MessageText.Quote(column.Name)} has {column.Width} values a record in {MessageText.Plain(first.Source.File.Path)} and {twin.Width}, or other axes, in {MessageText.Plain(other.Source.File.Path)}; save both in one shape");
            }
        }
    }

    private static InputException Differ(RecordReader other, string message) =>
        new(Diagnostic.Error(DiagnosticIds.ColumnsDiffer, message, other.Source.File.Location));
}

/// <summary>What feeds one input of the model.</summary>
/// <param name="Input">The input.</param>
/// <param name="RecordShape">The axes of one record, all known.</param>
/// <param name="Columns">Names of the columns whose values, side by side, make one record.</param>
public sealed record InputFeed(ModelInput Input, IReadOnlyList<int> RecordShape, IReadOnlyList<string> Columns)
{
    /// <summary>Whether a missing number is fed as NaN, rather than refused (PG0031).</summary>
    public bool TakesMissing { get; init; }

    /// <summary>Values a record.</summary>
    public int Width => RecordShape.Aggregate(1, static (product, axis) => product * axis);
}
