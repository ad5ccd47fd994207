using System.Text;
using Microsoft.Build.Framework;
using Task = Microsoft.Build.Utilities.Task;

namespace PrivacyGate.MSBuild;

/// <summary>Logs the rows of verdict.tsv, on every build: an error that an incremental build would hide is no gate.</summary>
[MSBuildMultiThreadableTask]
public sealed class VerdictTask : Task
{
    [Required]
    public string Folder { get; set; } = "";

    /// <summary>Files in rows that are not absolute lie below it.</summary>
    [Required]
    public string Root { get; set; } = "";

    [Required]
    public string ProjectFile { get; set; } = "";

    /// <summary>error, warning or message: the most a row about a budget may be.</summary>
    [Required]
    public string Severity { get; set; } = "";

    private TaskLog Told => new(Log, ProjectFile);

    public override bool Execute()
    {
        var gate = new GateFolder(Folder);
        if (ReadRows(gate) is not { } rows)
        {
            return false;
        }

        foreach (var row in rows)
        {
            Told.Write(Placed(row.Softened(GateSettings.CeilingOf(Severity))));
        }

        MarkPassed(gate, !Told.HasErrors);
        return !Told.HasErrors;
    }

    private IReadOnlyList<VerdictRow>? ReadRows(GateFolder gate)
    {
        try
        {
            return VerdictFile.Read(gate.Verdict);
        }
        catch (Exception e) when (e is FormatException or DecoderFallbackException or IOException)
        {
            Told.Error(new Problem(Codes.ToolFailed, $"{gate.Verdict} is unreadable: {e.Message}; delete {gate.Path} and build again"));
            return null;
        }
    }

    /// <summary>The command line shows paths from its own folder, the project's, or from the repository's root; the spec's come first.</summary>
    private VerdictRow Placed(VerdictRow row)
    {
        if (row.File.Length == 0)
        {
            return row;
        }

        var folders = new List<string> { Root, Path.GetDirectoryName(ProjectFile)! };
        for (var above = Directory.GetParent(Paths.Trimmed(Root)); above is not null; above = above.Parent)
        {
            folders.Add(above.FullName);
        }

        var places = folders.Select(folder => Path.GetFullPath(Path.Combine(folder, row.File))).ToList();
        return row with { File = places.FirstOrDefault(File.Exists) ?? places[0] };
    }

    private static void MarkPassed(GateFolder gate, bool passed)
    {
        if (!passed)
        {
            File.Delete(gate.Passed);
        }
        else if (!File.Exists(gate.Passed) || File.GetLastWriteTimeUtc(gate.Passed) < File.GetLastWriteTimeUtc(gate.Verdict))
        {
            AtomicFile.Write(gate.Passed, "");
        }
    }
}
