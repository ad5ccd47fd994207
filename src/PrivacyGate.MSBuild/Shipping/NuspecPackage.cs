using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace PrivacyGate.MSBuild;

/// <summary>Finds the package that was made from a .nuspec file. It is named by that file, which MSBuild does not read.</summary>
/// <param name="Nuspec">The file.</param>
/// <param name="Properties">Values for its tokens, such as <c>id=Credit</c>; the first of a name counts.</param>
/// <param name="Folder">Where packages are put.</param>
internal sealed record NuspecPackage(string Nuspec, string Properties, string Folder)
{
    /// <summary>The newest package of that name; null where there is none.</summary>
    public string? Newest()
    {
        if (!File.Exists(Nuspec) || !Directory.Exists(Folder))
        {
            return null;
        }

        var name = new Regex($@"^{Regex.Escape(Id())}(\.\d.*)?\.nupkg$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
        return new DirectoryInfo(Folder).EnumerateFiles("*.nupkg").Where(file => name.IsMatch(file.Name)).OrderBy(file => file.LastWriteTimeUtc).LastOrDefault()?.FullName;
    }

    private string Id()
    {
        var written = XDocument.Load(Nuspec).Descendants().FirstOrDefault(element => element.Name.LocalName == "id" && element.Parent?.Name.LocalName == "metadata")?.Value.Trim() ?? "";
        return Properties.Split(';').Select(pair => pair.Split(['='], 2)).Where(pair => pair.Length == 2)
            .Aggregate(written, (id, pair) => Regex.Replace(id, Regex.Escape($"${pair[0].Trim()}$"), pair[1].Trim().Replace("$", "$$"), RegexOptions.IgnoreCase));
    }
}
