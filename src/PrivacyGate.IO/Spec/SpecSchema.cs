using System.Text;

namespace PrivacyGate.IO.Spec;

/// <summary>The JSON schema of the spec, for editors.</summary>
public static class SpecSchema
{
    public const string FileName = "privacygate.schema.json";

    /// <summary>The schema as shipped.</summary>
    public static string Text()
    {
        using var stream = typeof(SpecSchema).Assembly.GetManifestResourceStream(FileName)
            ?? throw new InvalidOperationException($"The assembly lacks its resource {FileName}.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
