using System.Globalization;
using PrivacyGate.Models;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Inspection;
using PrivacyGate.Samples;

namespace PrivacyGate.Onnx.Tests.Training.Trees;

/// <summary>The models of tests/fixtures/mlnet and the records of their tables.</summary>
internal static class MlNetTable
{
    public static ModelInspection Inspect(string model, ModelTask? task = null) =>
        ModelInspection.Of(OnnxFile.Read(Repository.Path("tests", "fixtures", "mlnet", "models", model + ".onnx")), new ModelOverrides { Task = task });

    /// <summary>Members, then as many of the holdout, with the values of a column as targets.</summary>
    public static RecordBatch Values(ModelInspection model, string table, string column)
    {
        var members = Rows(table, "members");
        string[][] rows = [.. members.Skip(1), .. Rows(table, "holdout").Skip(1).Take(members.Length - 1)];
        var at = Array.IndexOf(members[0], column);
        float[] values = [.. rows.Select(row => float.Parse(row[at], CultureInfo.InvariantCulture))];
        return new RecordBatch([.. model.Inputs.Select(input => Block(input, rows, members[0]))], new ValueTargets(ModelTask.Regression, 1, values), [.. Enumerable.Range(1, rows.Length).Select(static i => (UInt128)i)], null, []);
    }

    /// <summary>Members, then as many of the holdout.</summary>
    public static RecordBatch Records(ModelInspection model, string table, string label)
    {
        var members = Rows(table, "members");
        string[][] rows = [.. members.Skip(1), .. Rows(table, "holdout").Skip(1).Take(members.Length - 1)];
        var header = members[0];
        FeatureBlock[] blocks = [.. model.Inputs.Select(input => Block(input, rows, header))];
        var at = Array.IndexOf(header, label);
        int[] labels = [.. rows.Select(row => ClassOf(model.Classes, row[at]))];
        return new RecordBatch(blocks, labels, [.. Enumerable.Range(1, rows.Length).Select(static i => (UInt128)i)], null, []);
    }

    private static int ClassOf(ClassList classes, string label) => classes.Names is { Count: > 0 } names && names.Contains(label) ? names.ToList().IndexOf(label)
        : label is "yes" or "true" or "1" ? 1 : 0;

    private static FeatureBlock Block(ModelInput input, string[][] rows, string[] header)
    {
        var first = Math.Max(0, Array.IndexOf(header, input.Name));
        var width = input.RecordShape.Aggregate(1, static (product, axis) => product * axis);
        var cells = rows.SelectMany(row => row.Skip(first).Take(width));
        Array values = input.Kind switch
        {
            ElementKind.Text => cells.ToArray(),
            ElementKind.Boolean => cells.Select(static cell => cell is "yes" or "true" or "1").ToArray(),
            _ => cells.Select(static cell => float.Parse(cell, CultureInfo.InvariantCulture)).ToArray(),
        };
        return new FeatureBlock(input.Name, input.Kind, [width], values);
    }

    private static string[][] Rows(string table, string side) =>
        [.. File.ReadLines(Repository.Path("tests", "fixtures", "mlnet", "data", $"{table}-{side}.csv")).Select(static line => line.Split(','))];
}
