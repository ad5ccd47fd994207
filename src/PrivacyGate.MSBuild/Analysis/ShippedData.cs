using Microsoft.Build.Framework;

namespace PrivacyGate.MSBuild;

/// <summary>Which files a project copies to its output, embeds or serves.</summary>
internal sealed class ShippedData
{
    private static readonly string[] CopyNames = ["CopyToOutputDirectory", "CopyToPublishDirectory"];

    private readonly HashSet<string> paths;

    /// <param name="copied">Content and None items.</param>
    /// <param name="embedded">EmbeddedResource items.</param>
    public ShippedData(IEnumerable<ITaskItem> copied, IEnumerable<ITaskItem> embedded) =>
        paths = new HashSet<string>(copied.Where(Ships).Concat(embedded).Select(item => item.GetMetadata("FullPath")), Paths.Comparer);

    public bool Holds(string path) => paths.Contains(path);

    private static bool Ships(ITaskItem item) =>
        CopyNames.Any(name => item.GetMetadata(name) is { Length: > 0 } copy && !copy.Equals("Never", StringComparison.OrdinalIgnoreCase))
        || Paths.Slashed(item.ItemSpec).StartsWith("wwwroot/", StringComparison.OrdinalIgnoreCase);
}
