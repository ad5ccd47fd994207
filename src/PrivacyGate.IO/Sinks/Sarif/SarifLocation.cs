using System.Text.Json.Nodes;

namespace PrivacyGate.IO.Sinks.Sarif;

/// <summary>Places in SARIF: relative to the root of the sources where the path is relative, as code scanning wants them.</summary>
internal static class SarifLocation
{
    private const string SourceRoot = "%SRCROOT%";

    public static JsonObject Bases() => new()
    {
        [SourceRoot] = new JsonObject
        {
            ["description"] = new JsonObject { ["text"] = "The root of the repository, or the folder PrivacyGate ran in." },
        },
    };

    public static JsonObject Of(SourceLocation location)
    {
        var region = new JsonObject { ["startLine"] = Math.Max(location.Line, 1) };
        if (location is { Line: > 0, Column: > 0 })
        {
            region["startColumn"] = location.Column;
        }

        return new JsonObject
        {
            ["physicalLocation"] = new JsonObject
            {
                ["artifactLocation"] = Artifact(location.Path.Replace('\\', '/')),
                ["region"] = region,
            },
        };
    }

    public static string Escape(string path) =>
        string.Join('/', path.Replace('\\', '/').Split('/').Select(Uri.EscapeDataString));

    private static JsonObject Artifact(string path)
    {
        var drive = path is [var letter, ':', '/', ..] && char.IsAsciiLetter(letter);
        return path.StartsWith('/') || drive
            ? new JsonObject { ["uri"] = drive ? "file:///" + path[..2] + Escape(path[2..]) : "file://" + Escape(path) }
            : new JsonObject { ["uri"] = Escape(path), ["uriBaseId"] = SourceRoot };
    }
}
