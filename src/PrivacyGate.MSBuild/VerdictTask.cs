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

    private VerdictRow Placed(VerdictRow row) =>
        row.File.Length == 0 ? row : row with { File = Path.GetFullPath(Path.Combine(Root, row.File)) };

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
