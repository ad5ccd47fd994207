using System.Runtime.Serialization.Json;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace PrivacyGate.MSBuild;

/// <summary>Reads JSON with what the framework has: a task that brings a JSON library meets other versions of it in the same process.</summary>
internal static class Json
{
    /// <returns>An element for each key; what cannot be an element's name is in the attribute "item".</returns>
    /// <exception cref="FormatException">The file is no JSON.</exception>
    public static XElement Read(string path)
    {
        try
        {
            using var reader = JsonReaderWriterFactory.CreateJsonReader(Encoding.UTF8.GetBytes(Plain(File.ReadAllText(path))), XmlDictionaryReaderQuotas.Max);
            return XElement.Load(reader);
        }
        catch (Exception e) when (e is XmlException or InvalidOperationException)
        {
            throw new FormatException($"{path} is no JSON: {e.Message}", e);
        }
    }

    /// <summary>Without comments and commas before a closing bracket, which a spec may have.</summary>
    internal static string Plain(string json)
    {
        var text = new StringBuilder();
        var comma = -1;
        for (var i = 0; i < json.Length;)
        {
            var end = EndOf(json, i);
            var part = json.Substring(i, end - i);
            i = end;
            if (part.StartsWith("/", StringComparison.Ordinal) || string.IsNullOrWhiteSpace(part))
            {
                text.Append(' ');
                continue;
            }

            if (comma >= 0 && (part is "}" or "]"))
            {
                text[comma] = ' ';
            }

            comma = part == "," ? text.Length : -1;
            text.Append(part);
        }

        return text.ToString();
    }

    /// <summary>Of the string, the comment or the character that begins at a place.</summary>
    private static int EndOf(string json, int start)
    {
        if (json[start] == '"')
        {
            var i = start + 1;
            while (i < json.Length && json[i] != '"')
            {
                i += json[i] == '\\' ? 2 : 1;
            }

            return Math.Min(i + 1, json.Length);
        }

        var comment = string.CompareOrdinal(json, start, "//", 0, 2) == 0 ? "\n" : string.CompareOrdinal(json, start, "/*", 0, 2) == 0 ? "*/" : null;
        return comment is null ? start + 1
            : json.IndexOf(comment, start + 2, StringComparison.Ordinal) is >= 0 and var at ? at + comment.Length
            : json.Length;
    }
}
