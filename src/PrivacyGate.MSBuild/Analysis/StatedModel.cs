using System.Xml.Linq;
using Microsoft.Build.Framework;

namespace PrivacyGate.MSBuild;

/// <summary>A model that an item or a spec names, before anything was measured.</summary>
/// <param name="Path">Full path.</param>
/// <param name="Task">As it is written; "classification" where nothing is.</param>
/// <param name="Data">Full paths of its data files, by the roles that receipts use.</param>
/// <param name="Spec">The spec that names it; null for an item.</param>
/// <param name="MaxAdvantage">As the item states it, or null.</param>
internal sealed record StatedModel(string Path, string Task, IReadOnlyList<(string Role, string Path)> Data, string? Spec, string? MaxAdvantage)
{
    public const string Classification = "classification";

    private static readonly (string Role, string Metadata)[] Roles = [("members", "Members"), ("nonMembers", "NonMembers"), ("reference", "Reference")];

    public static StatedModel Of(ITaskItem item, string projectDirectory) => new(
        item.GetMetadata("FullPath"),
        item.GetMetadata("Task").Trim() is { Length: > 0 } task ? task : Classification,
        [.. from role in Roles
            let path = item.GetMetadata(role.Metadata).Trim()
            where path.Length > 0
            select (role.Role, Full(projectDirectory, path))],
        null,
        item.GetMetadata("MaxAdvantage").Trim() is { Length: > 0 } max ? max : null);

    /// <exception cref="FormatException">The spec is no JSON.</exception>
    public static IReadOnlyList<StatedModel> Of(string spec)
    {
        var folder = System.IO.Path.GetDirectoryName(spec)!;
        return
        [
            .. from model in Json.Read(spec).Element("models")?.Elements() ?? []
               let path = (string?)model.Element("path")
               where !string.IsNullOrWhiteSpace(path)
               select new StatedModel(
                   Full(folder, path!),
                   (string?)model.Element("task") ?? Classification,
                   [.. from role in Roles let data = PathOf(model.Element(role.Role)) where data is not null select (role.Role, Full(folder, data))],
                   spec,
                   null),
        ];
    }

    private static string? PathOf(XElement? data) => data is null ? null : (string?)data.Element("path") ?? (data.HasElements ? null : data.Value);

    private static string Full(string folder, string path) => System.IO.Path.GetFullPath(System.IO.Path.Combine(folder, path.Replace('\\', '/')));
}
