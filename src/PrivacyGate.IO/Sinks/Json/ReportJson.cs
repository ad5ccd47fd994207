using System.Text.Json;
using PrivacyGate.IO.Sinks.View;
using PrivacyGate.IO.Spec;

namespace PrivacyGate.IO.Sinks.Json;

/// <summary>report.json: the settled contract that hosts, dashboards and people's scripts read.</summary>
public static class ReportJson
{
    public const string FileName = "report.json";

    /// <summary>Grows only when a reader of the older shape would misread the newer one; new keys do not count.</summary>
    public const int SchemaVersion = 1;

    private const string SchemaResource = "report.schema.json";

    /// <summary>Reads a report of this version. What it does not hold is left at its default: strictness, paths of spec and report.</summary>
    /// <exception cref="InputException">PG0020 or PG0021: missing, not a report, or of another version.</exception>
    public static GateRun Read(string path)
    {
        try
        {
            using var stream = Open(path);
            var document = JsonSerializer.Deserialize(stream, ReportJsonContext.Default.ReportDocument);
            return document is { SchemaVersion: SchemaVersion }
                ? ReportMapping.ToRun(document)
                : throw Refuse(DiagnosticIds.FileUnreadable, path, $"is not of schema version {SchemaVersion}", null);
        }
        catch (InputException missing) when (missing.Diagnostic.Id == DiagnosticIds.FileNotFound)
        {
            throw Refuse(DiagnosticIds.FileNotFound, path, "does not exist", missing);
        }
        catch (Exception problem) when (problem is JsonException or IOException)
        {
            throw Refuse(DiagnosticIds.FileUnreadable, path, $"is not a report of this version: {problem.Message}", problem);
        }
    }

    /// <summary>Opens a report to be read.</summary>
    /// <exception cref="InputException">PG0020 or PG0021: missing, or no file that can be read.</exception>
    public static FileStream Open(string path) => InputFile.Open(path, Path.GetFileName(path), new SourceLocation(path));

    /// <summary>The JSON schema of report.json (draft 2020-12).</summary>
    public static string Schema()
    {
        using var stream = typeof(ReportJson).Assembly.GetManifestResourceStream(SchemaResource)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static InputException Refuse(string id, string path, string what, Exception? inner) => new(
        Diagnostic.Error(
            id,
            $"{Path.GetFileName(path)} {what}; run 'privacygate check' to write it again",
            new SourceLocation(path)),
        inner);
}

/// <summary>report.json: every figure with every digit.</summary>
public sealed class JsonSink : ISink
{
    public string FileName => ReportJson.FileName;

    public void Write(ReportView report, Stream output)
    {
        JsonSerializer.Serialize(output, ReportMapping.ToDocument(report.Run), ReportJsonContext.Default.ReportDocument);
        output.WriteByte((byte)'\n');
    }
}
