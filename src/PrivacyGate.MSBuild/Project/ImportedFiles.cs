using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace PrivacyGate.MSBuild;

/// <summary>A project file as it is written. Conditional when MSBuild may not have imported it.</summary>
internal sealed record ImportedFile(string File, XDocument Document, bool Conditional);

/// <summary>
/// The project file and every file it imports. MSBuild tells a task no list of imports ($(MSBuildAllProjects) has held
/// only the newest file since MSBuild 16), so the Import elements are followed here. SDKs and packages are not read.
/// </summary>
internal sealed class ImportedFiles(string projectFile, IReadOnlyDictionary<string, string> globalProperties)
{
    private static readonly Regex Property = new(@"\$\((?<name>[A-Za-z_][\w-]*)\)", RegexOptions.CultureInvariant);

    private static readonly Regex FileAbove = new(
        @"\$\(\[MSBuild\]::(?<what>GetPathOfFileAbove|GetDirectoryNameOfFileAbove)\(\s*(?:'(?<first>[^']*)'|(?<first>[^',()]*))\s*(?:,\s*(?:'(?<second>[^']*)'|(?<second>[^',()]*))\s*)?\)\)",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static readonly char[] Wildcards = ['*', '?'];

    private readonly Dictionary<string, string> properties = globalProperties.ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> seen = new(StringComparer.Ordinal);
    private readonly List<ImportedFile> texts = [];

    /// <param name="projectFile">The project.</param>
    /// <param name="implicitly">Files that the SDK imports by itself: Directory.Build.props and the like.</param>
    /// <param name="globalProperties">Properties of the command line, which Import elements may use.</param>
    public static IReadOnlyList<ImportedFile> Of(string projectFile, IEnumerable<string> implicitly, IReadOnlyDictionary<string, string> globalProperties)
    {
        var texts = new ImportedFiles(projectFile, globalProperties);
        foreach (var file in implicitly.Prepend(projectFile))
        {
            texts.Add(Path.GetFullPath(file), conditional: false);
        }

        return texts.texts;
    }

    private void Add(string file, bool conditional)
    {
        if (!File.Exists(file) || !seen.Add(file))
        {
            return;
        }

        var document = XDocument.Load(file, LoadOptions.SetLineInfo);
        this.texts.Add(new ImportedFile(file, document, conditional));
        foreach (var element in document.Descendants())
        {
            if (element.Parent?.Name.LocalName == "PropertyGroup" && Expanded(element.Value, file) is var value && value.IndexOf("$(", StringComparison.Ordinal) < 0 && !globalProperties.ContainsKey(element.Name.LocalName))
            {
                properties[element.Name.LocalName] = value;
            }
            else if (element.Name.LocalName == "Import" && element.Attribute("Sdk") is null)
            {
                AddImports((string?)element.Attribute("Project") ?? "", file, conditional || element.AncestorsAndSelf().Any(e => e.Attribute("Condition") is not null));
            }
        }
    }

    private void AddImports(string import, string file, bool conditional)
    {
        foreach (var part in Expanded(import, file).Split(';').Select(part => part.Trim().Replace('\\', '/')).Where(part => part.Length > 0 && part.IndexOf("$(", StringComparison.Ordinal) < 0))
        {
            foreach (var found in Matching(Path.GetDirectoryName(file)!, part))
            {
                Add(found, conditional);
            }
        }
    }

    /// <summary>Wildcards are looked for in the name of the file only; .NET Framework takes none in the path of a folder.</summary>
    private static IEnumerable<string> Matching(string from, string part)
    {
        var slash = part.LastIndexOf('/') + 1;
        var (above, name) = (part.Substring(0, slash), part.Substring(slash));
        if (above.IndexOfAny(Wildcards) >= 0 || part.IndexOfAny(Path.GetInvalidPathChars()) >= 0)
        {
            return [];
        }

        var folder = Path.GetFullPath(Path.Combine(from, above));
        return name.IndexOfAny(Wildcards) < 0 ? [Path.Combine(folder, name)]
            : Directory.Exists(folder) ? Directory.EnumerateFiles(folder, name).OrderBy(found => found, StringComparer.Ordinal)
            : [];
    }

    /// <summary>Properties of plain text put in their places; what is left with a $( is not known here.</summary>
    private string Expanded(string text, string file)
    {
        for (var round = 0; round < 8 && text.IndexOf("$(", StringComparison.Ordinal) >= 0; round++)
        {
            var expanded = FileAbove.Replace(Property.Replace(text, match => ValueOf(match.Groups["name"].Value, file) ?? match.Value), match => Above(match, file));
            if (expanded == text)
            {
                break;
            }

            text = expanded;
        }

        return text;
    }

    private string? ValueOf(string name, string file) => name.ToUpperInvariant() switch
    {
        "MSBUILDTHISFILEDIRECTORY" => Path.GetDirectoryName(file) + "/",
        "MSBUILDTHISFILEFULLPATH" => file,
        "MSBUILDTHISFILE" => Path.GetFileName(file),
        "MSBUILDTHISFILENAME" => Path.GetFileNameWithoutExtension(file),
        "MSBUILDPROJECTDIRECTORY" => Path.GetDirectoryName(projectFile),
        "MSBUILDPROJECTFULLPATH" => projectFile,
        "MSBUILDPROJECTFILE" => Path.GetFileName(projectFile),
        "MSBUILDPROJECTNAME" => Path.GetFileNameWithoutExtension(projectFile),
        _ => properties.TryGetValue(name, out var value) ? value : null,
    };

    private static string Above(Match call, string file)
    {
        var ofPath = call.Groups["what"].Value.Equals("GetPathOfFileAbove", StringComparison.OrdinalIgnoreCase);
        var (name, start) = ofPath ? (call.Groups["first"].Value, call.Groups["second"].Value) : (call.Groups["second"].Value, call.Groups["first"].Value);
        for (var folder = new DirectoryInfo(Path.Combine(Path.GetDirectoryName(file)!, start)); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, name)))
            {
                return ofPath ? Path.Combine(folder.FullName, name) : folder.FullName;
            }
        }

        return "";
    }
}
