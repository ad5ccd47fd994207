using PrivacyGate.Features;

namespace PrivacyGate.Shadows.Synthesis;

/// <summary>Draws values of features, so that whatever is made up keeps to the ranges and forms of the records.</summary>
internal sealed class FeatureValues
{
    /// <summary>A category's values are told apart up to so many; drawing among the first of them is near enough.</summary>
    private const int MostValues = 1000;

    private readonly RecordCells cells;
    private readonly Dictionary<Feature, int[]> holders = [];

    public FeatureValues(RecordCells cells, FeatureSpace space)
    {
        this.cells = cells;
        Changeable = [.. space.Features.Where(static feature => feature.Kind != FeatureKind.Fixed)];
        foreach (var feature in Changeable.Where(static feature => !feature.IsNumber))
        {
            holders[feature] = HoldersOf(feature);
        }
    }

    public Feature[] Changeable { get; }

    /// <summary>Gives a feature the value it has in a record.</summary>
    public static void Copy(RecordCells.ProbeRows rows, int row, Feature feature, int record)
    {
        foreach (var cell in feature.Cells)
        {
            rows.CopyCell(row, cell, record);
        }
    }

    /// <summary>Gives a feature another value than it has in <paramref name="record"/>: of two the other one, else that of some record.</summary>
    public void Change(RecordCells.ProbeRows rows, int row, Feature feature, int record, ref CountedDraw draw)
    {
        var from = feature.Kind == FeatureKind.Binary
            ? Array.Find(holders[feature], holder => !Equals(cells.Value(holder, feature.Cells[0]), cells.Value(record, feature.Cells[0])))
            : draw.Below(cells.Count);
        Copy(rows, row, feature, from);
    }

    /// <summary>Gives a feature any value it can have, each as likely: numbers between the smallest and the largest seen, else one of the values seen.</summary>
    public void Any(RecordCells.ProbeRows rows, int row, Feature feature, ref CountedDraw draw)
    {
        if (feature.IsNumber)
        {
            var value = feature.Kind == FeatureKind.Integer
                ? feature.Minimum + Math.Floor(draw.Uniform() * (feature.Range + 1))
                : feature.Minimum + (draw.Uniform() * feature.Range);
            rows.SetNumber(row, feature.Cells[0], value);
            return;
        }

        var among = holders[feature];
        Copy(rows, row, feature, among[draw.Below(among.Length)]);
    }

    /// <summary>For each value of the feature one record that has it.</summary>
    private int[] HoldersOf(Feature feature)
    {
        var seen = new HashSet<object>();
        var found = new List<int>();
        for (var record = 0; record < cells.Count && found.Count < MostValues; record++)
        {
            if (seen.Add(KeyOf(feature, record)))
            {
                found.Add(record);
            }
        }

        return [.. found];
    }

    private object KeyOf(Feature feature, int record) => feature.Cells.Count == 1
        ? cells.Value(record, feature.Cells[0])
        : feature.Cells.FirstOrDefault(cell => cells.IsTrue(record, cell), -1);
}
