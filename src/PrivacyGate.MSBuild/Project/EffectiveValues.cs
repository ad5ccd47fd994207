using System.Text;

namespace PrivacyGate.MSBuild;

/// <summary>Everything beside files that a verdict depends on, as inputs.cache holds it.</summary>
internal static class EffectiveValues
{
    /// <param name="config">The spec that is audited.</param>
    /// <param name="root">The folder its relative paths start from.</param>
    /// <param name="settings">After defaults.</param>
    /// <param name="tool">The command line's program.</param>
    /// <param name="formats">Assemblies that read other formats of models than ONNX.</param>
    public static string Text(string config, string root, GateSettings settings, string tool, IEnumerable<string> formats)
    {
        var values = new StringBuilder()
            .Append("config=").Append(config).Append('\n')
            .Append("root=").Append(root).Append('\n')
            .Append("profile=").Append(settings.Profile).Append('\n')
            .Append("strict=").Append(settings.Strict ? "true" : "false").Append('\n')
            .Append("seed=").Append(settings.Seed).Append('\n')
            .Append("tool=").Append(Sized(tool)).Append('\n')
            .Append("tasks=").Append(typeof(EffectiveValues).Module.ModuleVersionId).Append('\n');
        foreach (var format in formats)
        {
            values.Append("format=").Append(Sized(format)).Append('\n');
        }

        return values.ToString();
    }

    private static string Sized(string path)
    {
        var file = new FileInfo(path);
        return FormattableString.Invariant($"{path} {(file.Exists ? file.Length : 0)} {(file.Exists ? file.LastWriteTimeUtc.Ticks : 0)}");
    }
}
