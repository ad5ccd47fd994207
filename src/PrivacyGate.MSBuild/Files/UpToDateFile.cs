using System.Xml.Linq;

namespace PrivacyGate.MSBuild;

/// <summary>
/// The files of the last audit as items for Visual Studio's up-to-date check, which starts no build to learn them. A project
/// imports it: only the audit knows which files a privacygate.json leads to.
/// </summary>
internal static class UpToDateFile
{
    public static string Write(IEnumerable<AuditedFile> files) =>
        new XElement("Project", new XElement("ItemGroup",
            from file in files
            where file.Sha256 != FileState.Unhashed && !file.Path.Any(char.IsControl)
            select new XElement("UpToDateCheckInput", new XAttribute("Include", Escaped.Of(file.Path)), new XAttribute("Set", "PrivacyGate")))).ToString() + "\n";
}
