using System.Globalization;

namespace Clinic;

/// <summary>What was measured on one tumour, and the pathologist's diagnosis where it is known.</summary>
public sealed record TumourRecord(float[] Measurements, string? Diagnosis)
{
    private const string DiagnosisColumn = "diagnosis";

    /// <summary>Reads comma-separated numbers under one header line; a 'diagnosis' column may stand anywhere.</summary>
    public static IEnumerable<TumourRecord> ReadAll(TextReader csv)
    {
        var header = csv.ReadLine()?.Split(',') ?? throw new FormatException("The file is empty.");
        var diagnosis = Array.IndexOf(header, DiagnosisColumn);
        for (var line = 2; csv.ReadLine() is { } text; line++)
        {
            var cells = text.Split(',');
            if (cells.Length != header.Length)
            {
                throw new FormatException($"Line {line} has {cells.Length} cells; the header has {header.Length}.");
            }

            var measurements = cells
                .Where((_, column) => column != diagnosis)
                .Select(cell => Number(cell, line))
                .ToArray();
            yield return new TumourRecord(measurements, diagnosis < 0 ? null : cells[diagnosis]);
        }
    }

    private static float Number(string cell, int line) =>
        float.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && float.IsFinite(number)
            ? number
            : throw new FormatException($"Line {line} has '{cell}' where a number is expected.");
}
