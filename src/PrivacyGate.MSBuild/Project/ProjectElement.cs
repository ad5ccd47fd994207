using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace PrivacyGate.MSBuild;

/// <summary>A property or item element of a project file and where it stands. The column is that of its angle bracket, as MSBuild counts.</summary>
internal sealed record ProjectElement(string File, int Line, int Column, string Name, bool IsItem, string Include, string Label, bool Conditional)
{
    /// <summary>All children of PropertyGroup and ItemGroup, also those inside targets and Choose.</summary>
    public static IEnumerable<ProjectElement> ReadAll(string file) =>
        from element in XDocument.Load(file, LoadOptions.SetLineInfo).Descendants()
        let parent = element.Parent?.Name.LocalName
        where parent is "PropertyGroup" or "ItemGroup"
        let info = (IXmlLineInfo)element
        select new ProjectElement(
            file,
            info.LineNumber,
            info.LinePosition - 1,
            element.Name.LocalName,
            parent == "ItemGroup",
            (string?)element.Attribute("Include") ?? (string?)element.Attribute("Update") ?? "",
            (string?)element.Attribute("Label") ?? "",
            element.AncestorsAndSelf().Any(e => e.Attribute("Condition") is not null || e.Name.LocalName is "Target" or "Choose"));

    /// <summary>Whether the Include names this path, by itself or by wildcard. Parts with $( ), @( ) or %( ) name nothing here.</summary>
    public bool Names(string path) => Include.Split(';').Select(part => part.Trim()).Any(part => Matches(part, path));

    private static bool Matches(string pattern, string path)
    {
        var expression = Regex.Escape(Slashed(pattern))
            .Replace(@"\*\*/", "(.*/)?")
            .Replace(@"\*\*", ".*")
            .Replace(@"\*", "[^/]*")
            .Replace(@"\?", "[^/]");
        return Regex.IsMatch(Slashed(path), "^" + expression + "$", RegexOptions.CultureInvariant);
    }

    private static string Slashed(string path) => path.Replace('\\', '/');
}
