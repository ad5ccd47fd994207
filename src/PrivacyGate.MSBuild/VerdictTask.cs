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

    public override bool Execute()
    {
        var gate = new GateFolder(Folder);
        if (ReadRows(gate) is not { } rows)
        {
            return false;
        }

        foreach (var row in rows)
        {
            Log.Row(Placed(row.Softened(GateSettings.CeilingOf(Severity))));
        }

        MarkPassed(gate, !Log.HasLoggedErrors);
        return !Log.HasLoggedErrors;
    }

    private IReadOnlyList<VerdictRow>? ReadRows(GateFolder gate)
    {
        try
        {
            return VerdictFile.Read(gate.Verdict);
        }
        catch (Exception e) when (e is FormatException or DecoderFallbackException or IOException)
        {
            Log.Error(new Problem(Codes.ToolFailed, $"{gate.Verdict} is unreadable: {e.Message}; delete {gate.Path} and build again", ProjectFile, 1, 1));
            return null;
        }
    }

    /// <summary>An annotation needs a file, a line and a column; a row without them points at the project.</summary>
    private VerdictRow Placed(VerdictRow row) => row with
    {
        File = row.File.Length == 0 ? ProjectFile : Path.GetFullPath(Path.Combine(Root, row.File)),
        Line = Math.Max(row.Line, 1),
        Column = Math.Max(row.Column, 1),
    };

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
