using System.Globalization;
using PrivacyGate.Onnx.Tests.Support;
using PrivacyGate.Samples;

namespace PrivacyGate.Onnx.Tests.Training;

/// <summary>The records of fixtures/trained/tree_data.npz (make_tree_fixtures.py): the first half are the fixtures' members.</summary>
internal static class TrainingRecords
{
    public const int Columns = 8;

    private static readonly string Path = System.IO.Path.Combine(Fixture.Folder, "trained", "tree_data.npz");

    public static float[] Values { get; } = Npy.Read<float>(Path, "x");

    public static int[] Labels { get; } = Npy.Read<int>(Path, "y");

    public static int Count => Labels.Length;

    public static int[] Members { get; } = [.. Enumerable.Range(0, Count / 2)];

    public static int[] Others { get; } = [.. Enumerable.Range(Count / 2, Count / 2)];

    /// <summary>One input of eight numbers, three classes.</summary>
    public static RecordBatch Whole { get; } = Batch([new FeatureBlock("X", ElementKind.Float32, [Columns], Values)], Labels);

    /// <summary>One input a column, and whether the class is the last one.</summary>
    public static RecordBatch ByColumn { get; } = Batch([.. Enumerable.Range(0, Columns).Select(Column)], [.. Labels.Select(static label => label == 2 ? 1 : 0)]);

    /// <summary>The samples' records (samples/data): members, then as many of the holdout.</summary>
    public static RecordBatch Clinic()
    {
        var members = Rows("members.csv");
        string[][] rows = [.. members, .. Rows("holdout.csv").Take(members.Length)];
        rows = rows[..^(rows.Length % 2)];
        float[] values = [.. rows.SelectMany(static row => row[..^1]).Select(static cell => float.Parse(cell, CultureInfo.InvariantCulture))];
        return Batch([new FeatureBlock("float_input", ElementKind.Float32, [rows[0].Length - 1], values)], [.. rows.Select(static row => row[^1] == "malignant" ? 1 : 0)]);
    }

    private static string[][] Rows(string file) =>
        [.. File.ReadLines(Repository.Path("samples", "data", file)).Skip(1).Select(static line => line.Split(','))];

    private static FeatureBlock Column(int column) =>
        new(FormattableString.Invariant($"Column{column}"), ElementKind.Float32, [1], Enumerable.Range(0, Count).Select(row => Values[(row * Columns) + column]).ToArray());

    private static RecordBatch Batch(IReadOnlyList<FeatureBlock> blocks, int[] labels) =>
        new(blocks, labels, [.. Enumerable.Range(0, labels.Length).Select(static i => (UInt128)(i + 1))], null, []);
}
