using PrivacyGate.Gating;

namespace PrivacyGate.Cli.Console;

/// <summary>
/// Paths as they are shown: relative to the current folder when they lie below it, else to the repository, else as given.
/// Where a checkout lies on one machine is no business of a report, and must not change its bytes.
/// </summary>
internal sealed class ShownPaths
{
    private readonly string[] bases;

    private ShownPaths(params IEnumerable<string?> bases) => this.bases = [.. bases.OfType<string>().Where(static folder => Path.GetPathRoot(folder) != folder)];

    /// <param name="specPath">The repository is the folder with .git at or above this file; null to look from the current folder.</param>
    public static ShownPaths For(string? specPath)
    {
        var current = Directory.GetCurrentDirectory();
        return new ShownPaths(current, Repository(specPath is null ? current : Path.GetDirectoryName(Path.GetFullPath(specPath))));
    }

    public string Of(string path)
    {
        var full = Path.GetFullPath(path);
        var below = bases.FirstOrDefault(folder => full.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal));
        return (below is null ? path : Path.GetRelativePath(below, full)).Replace('\\', '/');
    }

    public SourceLocation Of(SourceLocation location) => location with { Path = Of(location.Path) };

    public Diagnostic Of(Diagnostic diagnostic) => diagnostic with
    {
        // What the system says of a file holds its full path, in the letters that a message may have.
        Message = bases.Select(static folder => PlainText.Message(folder + Path.DirectorySeparatorChar))
            .Aggregate(diagnostic.Message, static (message, folder) => message.Replace(folder, "", StringComparison.Ordinal)),
        Location = diagnostic.Location is { Path.Length: > 0 } location ? Of(location) : diagnostic.Location,
    };

    public ModelResult Of(ModelResult model) => model with
    {
        Location = Of(model.Location),
        Report = model.Report with
        {
            Invalidity = model.Report.Invalidity is { } invalidity ? Of(invalidity) : null,
            Warnings = [.. model.Report.Warnings.Select(Of)],
        },
    };

    private static string? Repository(string? folder)
    {
        while (folder is not null && !Path.Exists(Path.Combine(folder, ".git")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder;
    }
}
