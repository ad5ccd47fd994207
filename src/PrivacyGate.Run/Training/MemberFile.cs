using System.Globalization;
using System.Text;
using PrivacyGate.IO.Files;
using PrivacyGate.IO.Readers;
using PrivacyGate.Samples;

namespace PrivacyGate.Run.Training;

/// <summary>Writes records as a CSV file with the columns of the user's own data: features as the model takes them, then the target or the label.</summary>
/// <param name="plan">Which columns feed which inputs.</param>
/// <param name="classes">Names of the classes, or null when they are numbers from 0.</param>
internal sealed class MemberFile(FeaturePlan plan, IReadOnlyList<string>? classes)
{
    /// <summary>One value of a record by the name of its column; an array of several values a record becomes columns name_0, name_1 and so on.</summary>
    private readonly record struct Cell(string Name, int Block, int At);

    private static readonly char[] Quoted = [',', '"', '\n', '\r'];

    public void Write(RecordBatch records, string path)
    {
        Cell[] cells = [.. Cells()];
        using var file = new StreamWriter(PrivateFiles.Create(path), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n" };
        file.WriteLine(string.Join(',', cells.Select(static cell => cell.Name).Concat(plan.Keys.Label is { } named ? [named.Value] : []).Concat(plan.Keys.Group is { } group ? [group.Value] : []).Select(Escaped)));
        FeatureBlock[] blocks =
        [
            .. plan.Feeds.Select(feed => records.Features.First(block => block.Input == feed.Input.Name)),
            .. records.Targets is ValueTargets values ? [new FeatureBlock("", ElementKind.Float32, [values.Width], values.Values)] : Array.Empty<FeatureBlock>(),
        ];
        for (var row = 0; row < records.Count; row++)
        {
            foreach (var cell in cells)
            {
                var block = blocks[cell.Block];
                file.Write(cell == cells[0] ? "" : ",");
                file.Write(Escaped(Text(block.Values, (row * block.Width) + cell.At)));
            }

            file.WriteLine(records.Targets switch
            {
                ClassTargets truth => "," + Escaped(NameOf(truth.Classes[row])),
                ValueTargets { Groups: { } groups } => "," + NumberOf(groups[row]),
                _ => "",
            });
        }
    }

    /// <summary>A number that stands for the name of a query, which was not kept.</summary>
    private static string NumberOf(UInt128 query) => ((long)(query >> 65)).ToString(CultureInfo.InvariantCulture);

    private string NameOf(int label) => classes is null ? label.ToString(CultureInfo.InvariantCulture) : classes[label];

    /// <summary>A column that feeds two inputs is written once.</summary>
    private IEnumerable<Cell> Cells() => plan.Feeds.Concat(plan.Target is { } target ? [target] : []).SelectMany(CellsOf).DistinctBy(static cell => cell.Name);

    private static IEnumerable<Cell> CellsOf(InputFeed feed, int block)
    {
        var each = feed.Columns.Count == 0 ? 0 : feed.Width / feed.Columns.Count;
        return Enumerable.Range(0, each * feed.Columns.Count).Select(at => new Cell(
            each == 1 ? feed.Columns[at] : string.Create(CultureInfo.InvariantCulture, $"{feed.Columns[at / each]}_{at % each}"), block, at));
    }

    private static string Text(Array values, int at) => values switch
    {
        float[] numbers => numbers[at].ToString("R", CultureInfo.InvariantCulture),
        double[] numbers => numbers[at].ToString("R", CultureInfo.InvariantCulture),
        int[] numbers => numbers[at].ToString(CultureInfo.InvariantCulture),
        long[] numbers => numbers[at].ToString(CultureInfo.InvariantCulture),
        bool[] flags => flags[at] ? "true" : "false",
        string[] texts => texts[at],
        _ => throw new ArgumentException($"no records are made of {values.GetType().Name}", nameof(values)),
    };

    private static string Escaped(string text) =>
        text.IndexOfAny(Quoted) < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
