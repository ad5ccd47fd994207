using System.Text.Json;
using PrivacyGate.IO.Spec;

namespace PrivacyGate.Run.Training;

/// <param name="Model">Full path of the model.</param>
/// <param name="Records">Full path of the data file with the records it was trained on.</param>
internal sealed record ReadyModel(string Model, string Records);

/// <summary>Reads the index of reference models: {"a.onnx": "a.csv", ...}, each model with the data file it was trained on, paths relative to the index.</summary>
internal static class ReadyIndex
{
    /// <param name="path">The index.</param>
    /// <param name="models">Full paths of the models.</param>
    /// <exception cref="InputException">PG0020 or PG0021 when a file is missing or unreadable, PG0333 when the index does not tell of each model.</exception>
    public static IReadOnlyList<ReadyModel> Read(string path, IReadOnlyList<string> models)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        using var document = Parse(path);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
        {
            throw Malformed(path, "is no JSON object");
        }

        Dictionary<string, string> records = [];
        foreach (var entry in document.RootElement.EnumerateObject())
        {
            var file = entry.Value.ValueKind == JsonValueKind.String ? entry.Value.GetString() : null;
            if (string.IsNullOrWhiteSpace(file) || file.Contains('\0', StringComparison.Ordinal) || entry.Name.Contains('\0', StringComparison.Ordinal)
                || !records.TryAdd(Path.GetFullPath(entry.Name, folder), Path.GetFullPath(file, folder)))
            {
                throw Malformed(path, FormattableString.Invariant($"names no file for entry {records.Count + 1}, or names it twice"));
            }
        }

        return [.. models.Select((model, number) => new ReadyModel(model, Existing(path, number, records.GetValueOrDefault(Path.GetFullPath(model))
            ?? throw Malformed(path, FormattableString.Invariant($"does not tell what model {number + 1} of 'shadows.models' was trained on")))))];
    }

    private static string Existing(string path, int number, string records) => File.Exists(records) ? records : throw new InputException(Diagnostic.Error(
        DiagnosticIds.FileNotFound, FormattableString.Invariant($"the records of reference model {number + 1} are not where the index says; correct the path"), new SourceLocation(path)));

    private static JsonDocument Parse(string path)
    {
        try
        {
            using var file = InputFile.Open(path, "the index of reference models", new SourceLocation(path));
            return JsonDocument.Parse(file, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        }
        catch (JsonException e)
        {
            throw Malformed(path, FormattableString.Invariant($"is no JSON at line {e.LineNumber + 1}"), e);
        }
        catch (IOException e)
        {
            throw new InputException(Diagnostic.Error(DiagnosticIds.FileUnreadable, "the index of reference models cannot be read; allow this user to", new SourceLocation(path)), e);
        }
    }

    private static InputException Malformed(string path, string why, Exception? inner = null) => new(
        Diagnostic.Error(
            DiagnosticIds.ReadyModelsMalformed,
            $"the index of reference models {why}; it reads like {{\"a.onnx\": \"a.csv\", \"b.onnx\": \"b.csv\"}}",
            new SourceLocation(path)),
        inner);
}
