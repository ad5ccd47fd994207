using System.Text.Json;
using System.Text.Json.Nodes;
using PrivacyGate.IO.Files;

namespace PrivacyGate.Cli.Splitting;

/// <summary>One file that <c>split</c> wrote.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="Role"><c>members</c> or <c>nonMembers</c>.</param>
/// <param name="Source">The file it was made from, as the spec names it.</param>
/// <param name="Where">The spec's row filter, or null.</param>
/// <param name="Records">Records of the source that the filter picks.</param>
/// <param name="Kept">Records written.</param>
internal sealed record SplitFile(string Path, string Role, string Source, string? Where, int Records, int Kept);

/// <summary>Writes what <c>split</c> did, so that somebody else can do it again.</summary>
internal static class SplitManifest
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static void Write(string path, IReadOnlyList<SplitFile> files)
    {
        var manifest = new JsonObject
        {
            ["rule"] = "A record is left out when an equal one (values fed to the model, and class), or one of the same subject, is on the other side.",
            ["files"] = new JsonArray([.. files.Select(static file => (JsonNode)new JsonObject
            {
                ["path"] = System.IO.Path.GetFileName(file.Path),
                ["role"] = file.Role,
                ["source"] = file.Source,
                ["where"] = file.Where,
                ["records"] = file.Records,
                ["kept"] = file.Kept,
            })]),
        };
        AtomicFile.WriteAllBytes(path, JsonSerializer.SerializeToUtf8Bytes(manifest, Indented));
    }
}
