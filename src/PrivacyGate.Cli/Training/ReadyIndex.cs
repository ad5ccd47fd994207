using System.Text.Json;

namespace PrivacyGate.Cli.Training;

/// <param name="Model">Full path of the model.</param>
/// <param name="Members">Full path of the data file with the records it was trained on.</param>
internal sealed record ReadyModel(string Model, string Members);

/// <summary>Reads the index of reference models.</summary>
internal static class ReadyIndex
{
    public static IReadOnlyList<ReadyModel> Read(string path)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        using JsonDocument document = Parse(path);
        if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("models", out JsonElement models)
            || models.ValueKind != JsonValueKind.Array || models.GetArrayLength() == 0)
        {
            throw Malformed(path, "has no list 'models'");
        }

        List<ReadyModel> list = [];
        foreach (JsonElement entry in models.EnumerateArray())
        {
            list.Add(new ReadyModel(File(entry, "model"), File(entry, "members")));
        }

        return list;

        string File(JsonElement entry, string key)
        {
            string? text = entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty(key, out JsonElement value) && value.ValueKind == JsonValueKind.String
                ? value.GetString()
                : null;
            if (string.IsNullOrWhiteSpace(text) || text.Contains('\0', StringComparison.Ordinal))
            {
                throw Malformed(path, FormattableString.Invariant($"names no '{key}' for model {list.Count + 1}"));
            }

            string full = Path.GetFullPath(text, folder);
            return System.IO.File.Exists(full) ? full : throw new InputException(Diagnostic.Error(
                DiagnosticIds.FileNotFound, FormattableString.Invariant($"the '{key}' file of reference model {list.Count + 1} does not exist; correct its path"), new SourceLocation(path)));
        }
    }

    private static JsonDocument Parse(string path)
    {
        try
        {
            return JsonDocument.Parse(System.IO.File.ReadAllBytes(path), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        }
        catch (JsonException e)
        {
            throw Malformed(path, FormattableString.Invariant($"is no JSON at line {e.LineNumber + 1}"), e);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InputException(Diagnostic.Error(DiagnosticIds.FileNotFound, "the index of reference models does not exist; correct its path", new SourceLocation(path)), e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException(Diagnostic.Error(DiagnosticIds.FileUnreadable, "the index of reference models cannot be read; allow this user to", new SourceLocation(path)), e);
        }
    }

    private static InputException Malformed(string path, string why, Exception? inner = null) => new(
        Diagnostic.Error(
            DiagnosticIds.ReadyModelsMalformed,
            $"the index of reference models {why}; it reads like {{\"models\":[{{\"model\":\"a.onnx\",\"members\":\"a.csv\"}}]}}",
            new SourceLocation(path)),
        inner);
}
