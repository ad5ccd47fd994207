using PrivacyGate.IO.Spec;

namespace PrivacyGate.IO.Readers;

/// <summary>Checks that two files of one model hold the same columns.</summary>
internal static class ColumnAgreement
{
    /// <exception cref="InputException"><paramref name="other"/> lacks a column the first file feeds the model with, or holds more when all are fed (PG0035).</exception>
    public static void Check(FeatureMatcher matcher, RecordReader first, RecordReader other)
    {
        var lacking = matcher.Needed.Where(column => other.Index.Find(column.Name) is null).Select(column => column.Name).ToList();
        var surplus = matcher.TakesEveryColumn ? matcher.Surplus(other) : [];
        if (lacking.Count == 0 && surplus.Count == 0)
        {
            CheckShapes(matcher, first, other);
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

    private static void CheckShapes(FeatureMatcher matcher, RecordReader first, RecordReader other)
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
