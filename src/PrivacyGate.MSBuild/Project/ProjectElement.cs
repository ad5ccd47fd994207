using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace PrivacyGate.MSBuild;

/// <summary>A property, item or target element of a project file and where it stands. The column is that of its angle bracket, as MSBuild counts.</summary>
internal sealed record ProjectElement(string File, int Line, int Column, string Name, bool IsItem, string Include, string Label, bool Conditional)
{
    /// <summary>What the element says besides: attributes and child elements, as they are written.</summary>
    public IReadOnlyDictionary<string, string> Texts { get; init; } = new Dictionary<string, string>();

    /// <summary>A property's value, as it is written.</summary>
    public string Text { get; init; } = "";

    /// <summary>All children of PropertyGroup and ItemGroup, also those inside targets and Choose.</summary>
    public static IEnumerable<ProjectElement> ReadAll(ImportedFile text) =>
        from element in text.Document.Descendants()
        let parent = element.Parent?.Name.LocalName
        where parent is "PropertyGroup" or "ItemGroup"
        let info = (IXmlLineInfo)element
        select new ProjectElement(
            text.File,
            info.LineNumber,
            info.LinePosition - 1,
            element.Name.LocalName,
            parent == "ItemGroup",
            (string?)element.Attribute("Include") ?? (string?)element.Attribute("Update") ?? "",
            (string?)element.Attribute("Label") ?? "",
            text.Conditional || element.AncestorsAndSelf().Any(e => e.Attribute("Condition") is not null || e.Name.LocalName is "Target" or "Choose"))
        {
            Texts = TextsOf(element),
            Text = element.Value.Trim(),
        };

    public static IEnumerable<ProjectElement> ReadTargets(ImportedFile text) =>
        from element in text.Document.Descendants()
        where element.Name.LocalName == "Target"
        let info = (IXmlLineInfo)element
        select new ProjectElement(text.File, info.LineNumber, info.LinePosition - 1, (string?)element.Attribute("Name") ?? "", false, "", "", text.Conditional);

    /// <summary>The Include, part by part. A part with an open parenthesis is a piece of an expression with a semicolon in it, and names nothing.</summary>
    public IEnumerable<string> Parts =>
        Include.Split(';').Select(part => part.Trim()).Where(part => part.Length > 0 && part.Count(c => c == '(') == part.Count(c => c == ')'));

    /// <summary>Whether everything the element says stands there in so many words, without a property, an item or a condition.</summary>
    public bool IsPlain => !Conditional && Texts.Values.All(text => !Regex.IsMatch(text, @"[$@%]\("));

    /// <summary>The files that a part of the Include with wildcards names now, as MSBuild would write them.</summary>
    public IEnumerable<string> FilesNow(string part, string projectDirectory)
    {
        var excluded = Texts.TryGetValue("Exclude", out var text) ? text.Split(';').Select(exclude => exclude.Trim()).Where(exclude => exclude.Length > 0).ToList() : [];
        var pattern = Slashed(part);
        var top = pattern.Substring(0, pattern.LastIndexOf('/', pattern.IndexOfAny(['*', '?'])) + 1);
        var folder = new DirectoryInfo(Path.Combine(projectDirectory, top));
        return folder.Exists
            ? folder.EnumerateFiles("*", SearchOption.AllDirectories)
                .Select(file => top + Slashed(file.FullName.Substring(folder.FullName.TrimEnd('/', '\\').Length + 1)))
                .Where(file => Matches(pattern, file) && !excluded.Any(exclude => Matches(exclude, file)))
                .OrderBy(file => file, StringComparer.Ordinal)
            : [];
    }

    private static Dictionary<string, string> TextsOf(XElement element)
    {
        var texts = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var attribute in element.Attributes())
        {
            texts[attribute.Name.LocalName] = attribute.Value;
        }

        foreach (var child in element.Elements())
        {
            texts[child.Name.LocalName] = child.Attribute("Condition") is null ? child.Value : "$(" + child.Value;
        }

        return texts;
    }

    /// <summary>Whether the Include names this path, by itself or by wildcard. Parts with $( ), @( ) or %( ) name nothing here.</summary>
    public bool Names(string path) => Parts.Any(part => !Regex.IsMatch(part, @"[$@%]\(") && Matches(part, path));

    /// <summary>A property may stand for anything.</summary>
    public static bool Matches(string pattern, string path)
    {
        var expression = Regex.Escape(Slashed(Regex.Replace(pattern, @"\$\(.*\)", "\u0001")))
            .Replace("\u0001", ".*")
            .Replace(@"\*\*/", "(.*/)?")
            .Replace(@"\*\*", ".*")
            .Replace(@"\*", "[^/]*")
            .Replace(@"\?", "[^/]");
        var ofFileSystem = Path.DirectorySeparatorChar == '\\' ? RegexOptions.IgnoreCase : RegexOptions.None;
        return Regex.IsMatch(Slashed(path), "^" + expression + "$", RegexOptions.CultureInvariant | ofFileSystem);
    }

    /// <summary>Forward slashes, one at a time, and no step that leads nowhere.</summary>
    private static string Slashed(string path) => Regex.Replace(Regex.Replace(path.Replace('\\', '/'), "/(?:\\./|/)+", "/"), "^\\./", "");
}
