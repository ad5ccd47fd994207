using PrivacyGate.IO.Spec;

namespace PrivacyGate.Run.Training;

/// <summary>The files that shadow models are made from beside model and records: a build runs again when one of them changes.</summary>
internal static class ShadowFiles
{
    public static IReadOnlyList<string> Of(ModelSpec spec)
    {
        var shadows = spec.Shadows;
        return shadows.Models is { } models ? [.. Ready(shadows.Index!.FullPath, [.. models.Select(static file => file.FullPath)])]
            : shadows.Command is { } command ? [.. Named(command)]
            : shadows.Base is { } file ? [file.FullPath]
            : [];
    }

    private static IEnumerable<string> Ready(string index, IReadOnlyList<string> models)
    {
        try
        {
            return [index, .. models, .. ReadyIndex.Read(index, models).Select(static model => model.Records)];
        }
        catch (InputException)
        {
            // The audit tells what is wrong with the index; until it is right these are all that can be named.
            return [index, .. models];
        }
    }

    /// <summary>Files the command's arguments name, such as the script. What the script loads in turn is not seen.</summary>
    private static IEnumerable<string> Named(SpecValue<string> command)
    {
        try
        {
            var folder = Path.GetDirectoryName(Path.GetFullPath(command.Location.Path))!;
            return [.. CommandTemplate.Parse(command.Value).Arguments.Where(static argument => argument.IndexOf('\0') < 0).Select(argument => Path.GetFullPath(argument, folder)).Where(File.Exists)];
        }
        catch (InputException)
        {
            // The audit tells what is wrong with the command.
            return [];
        }
    }
}
