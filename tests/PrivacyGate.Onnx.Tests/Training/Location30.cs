using System.Globalization;
using System.IO.Compression;
using PrivacyGate.Samples;

namespace PrivacyGate.Onnx.Tests.Training;

/// <summary>The records of the shared location30 table: 446 binary columns, a label and a side.</summary>
internal static class Location30
{
    private const int Width = 446;

    public static string Model => Repository.SharedPath("data", "location30", "model.onnx");

    public static RecordBatch Read(params string[] sides)
    {
        using var file = new StreamReader(new GZipStream(File.OpenRead(Repository.SharedPath("data", "location30", "location30.csv.gz")), CompressionMode.Decompress));
        file.ReadLine();
        var features = new List<float>();
        var labels = new List<int>();
        while (file.ReadLine()?.Split(',') is { } cells)
        {
            if (sides.Contains(cells[^1]))
            {
                features.AddRange(cells[..Width].Select(static cell => float.Parse(cell, CultureInfo.InvariantCulture)));
                labels.Add(int.Parse(cells[Width], CultureInfo.InvariantCulture));
            }
        }

        return new RecordBatch([new FeatureBlock("input", ElementKind.Float32, [Width], features.ToArray())], [.. labels], new UInt128[labels.Count], null, []);
    }
}
