using System.Security.Cryptography;
using System.Text;

namespace PrivacyGate.IO.Sinks.Html;

/// <summary>The one style sheet, and the policy that lets a browser load it and nothing else.</summary>
internal static class Stylesheet
{
    public static string Css { get; } = Read();

    /// <summary>No script, image, font, frame, form or address; no style but the very sheet above.</summary>
    public static string Policy { get; } =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Css)))}'; base-uri 'none'; form-action 'none'";

    // Line feeds whatever the checkout made of them: the hash is over what the browser is given.
    private static string Read()
    {
        using var resource = typeof(Stylesheet).Assembly.GetManifestResourceStream("report.css")!;
        using var reader = new StreamReader(resource, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
