using PrivacyGate.IO.Spec;

namespace PrivacyGate.IO.Readers;

/// <summary>A first look at a data file nobody has written a spec for yet.</summary>
/// <param name="Columns">In the order of the file.</param>
/// <param name="RowsSampled">Rows looked at, from the top.</param>
/// <param name="LabelGuess">The column that is likely the label, or null.</param>
/// <param name="Split">The column that likely tells members from non-members, or null.</param>
public sealed record DataPreview(IReadOnlyList<ColumnPreview> Columns, int RowsSampled, string? LabelGuess, SplitGuess? Split)
{
    private const int MostRows = 100_000;

    /// <summary>Whether the first line is a header for sure, so that names of columns may be shown; else they may be values of a record.</summary>
    public bool HasHeader { get; init; }

    private static readonly string[] LabelNames = ["label", "labels", "target", "class", "y", "diagnosis", "outcome", "species", "category"];
    private static readonly string[] MemberWords = ["member", "members", "train", "training", "in"];
    private static readonly string[] NonMemberWords = ["nonmember", "nonmembers", "non-member", "non_member", "holdout", "test", "testing", "out", "validation", "valid", "val"];

    /// <summary>Looks at the first <paramref name="rows"/> rows of a data file of any format that is read.</summary>
    /// <exception cref="InputException">The file is missing, unreadable or malformed (PG0020 to PG0042).</exception>
    public static DataPreview Of(string path, int rows = MostRows)
    {
        ArgumentNullException.ThrowIfNull(path);
        var reader = RecordReader.Open(new RecordSource("data", SpecFile.Resolve(path, string.Empty, new SourceLocation(path)), null));
        if (reader.FirstLine == FirstLineKind.Record)
        {
            throw ColumnNaming.NoHeader(reader);
        }

        var tallies = reader.Columns.Select(column => new ColumnTally(column)).ToList();
        var count = 0;
        foreach (var row in reader.Sample(rows))
        {
            count++;
            for (var i = 0; i < tallies.Count; i++)
            {
                tallies[i].Add(row[i]);
            }
        }

        var columns = tallies.Select(tally => tally.Finish()).ToList();
        var split = columns.Select(GuessSplit).FirstOrDefault(guess => guess is not null);
        if (split is not null && columns.Exists(column => column.Name == split.Column && column.HoldsItsName))
        {
            throw ColumnNaming.NoHeader(reader.Source, "the column that tells the sides apart is named as one of them");
        }

        return new DataPreview(columns, count, GuessLabel(columns, split?.Column), split) { HasHeader = reader.FirstLine == FirstLineKind.Names };
    }

    /// <summary>Whether the name of a column may be written where others read it: below a sure header, or where it is a usual name of a label or no value of its own column.</summary>
    /// <param name="name">The column.</param>
    public bool MayTell(string name) => IsLabelName(name)
        || (Columns.Any(column => column.Name == name && !column.HoldsItsName) && (HasHeader || IsNoValue(name)));

    private bool IsNoValue(string name) =>
        HeaderLine.IsNumber(name) ? HeaderLine.ArePositions([.. Columns.Select(static column => column.Name).Where(HeaderLine.IsNumber)]) : !HeaderLine.CouldBeValue(name);

    private static bool IsLabelName(string name) => LabelNames.Contains(name.Trim(), StringComparer.OrdinalIgnoreCase);

    private static string? GuessLabel(List<ColumnPreview> columns, string? split)
    {
        var possible = columns.Where(column => column.Name != split && column.MayBeLabel).ToList();
        return LabelNames.Select(name => possible.FirstOrDefault(column => column.Name.Trim().Equals(name, StringComparison.OrdinalIgnoreCase))).FirstOrDefault(column => column is not null)?.Name
            ?? (possible.LastOrDefault() is { DistinctCount: <= 20 } last && last == columns.LastOrDefault(column => column.Name != split) ? last.Name : null);
    }

    private static SplitGuess? GuessSplit(ColumnPreview column)
    {
        string? Find(string[] words) => words.Select(word => column.Values.FirstOrDefault(value => value.Trim().Equals(word, StringComparison.OrdinalIgnoreCase))).FirstOrDefault(value => value is not null);

        return Find(MemberWords) is { } member && Find(NonMemberWords) is { } nonMember ? new SplitGuess(column.Name, member, nonMember) : null;
    }
}

/// <param name="Column">The column that tells the sides apart.</param>
/// <param name="MemberValue">Its value for members.</param>
/// <param name="NonMemberValue">Its value for non-members.</param>
public sealed record SplitGuess(string Column, string MemberValue, string NonMemberValue);
