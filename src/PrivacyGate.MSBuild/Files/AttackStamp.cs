using System.Globalization;
using System.Text;

namespace PrivacyGate.MSBuild;

/// <summary>
/// Written when an audit finished, holding the state of every file it read and of the verdict it left: hash, length, time
/// and path a line. Paths inside the project are kept relative, so a copied folder keeps its verdict.
/// </summary>
internal sealed record AttackStamp(IReadOnlyList<FileState> Files)
{
    private const string Header = "privacygate-stamp 1";

    public void Write(string path, string projectDirectory)
    {
        var text = new StringBuilder(Header).Append('\n');
        foreach (var file in Files)
        {
            text.Append(file.Sha256).Append('\t')
                .Append(file.Length.ToString(CultureInfo.InvariantCulture)).Append('\t')
                .Append(file.Ticks.ToString(CultureInfo.InvariantCulture)).Append('\t')
                .Append(Paths.RelativeInside(projectDirectory, file.Path)).Append('\n');
        }

        AtomicFile.Write(path, text.ToString());
    }

    /// <summary>Null when there is none, or it is not one of ours: then nothing is known, and the audit runs again.</summary>
    public static AttackStamp? Read(string path, string projectDirectory)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        var lines = File.ReadAllText(path).Split('\n');
        if (lines[0] != Header || lines[lines.Length - 1].Length > 0)
        {
            return null;
        }

        var files = lines.Skip(1).Take(lines.Length - 2).Select(line => Parse(line, projectDirectory)).ToList();
        return files.Count == 0 || files.Contains(null) ? null : new AttackStamp(files!);
    }

    private static FileState? Parse(string line, string projectDirectory)
    {
        var cells = line.Split(['\t'], 4);
        return cells.Length == 4
            && long.TryParse(cells[1], NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            && long.TryParse(cells[2], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
            ? new FileState(Path.GetFullPath(Path.Combine(projectDirectory, cells[3])), cells[0], length, ticks)
            : null;
    }
}
