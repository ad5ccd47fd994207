using Microsoft.Build.Framework;
using PrivacyGate.Surroundings;
using Task = Microsoft.Build.Utilities.Task;

namespace PrivacyGate.MSBuild;

/// <summary>All that runs where the gate is switched off: it says so, and who did it.</summary>
[MSBuildMultiThreadableTask]
public sealed class OffTask : Task
{
    [Required]
    public string Mode { get; set; } = "";

    [Required]
    public string ProjectFile { get; set; } = "";

    public ITaskItem[] OtherProjectFiles { get; set; } = [];

    /// <summary>Codes of warnings that MSBuild turns into messages.</summary>
    public string? WarningsAsMessages { get; set; }

    internal Func<string, string?> Variable { get; init; } = Variables.Of;

    public override bool Execute() => new TaskLog(Log, ProjectFile).Guarded(Tell);

    private bool Tell()
    {
        var scan = ProjectScan.Of(ProjectFile, OtherProjectFiles, BuildEngine);
        Setting.Of("PrivacyGateMode", Mode, BuildEngine, scan, Variable)
            .Tell(new TaskLog(Log, ProjectFile), "no model of this project is gated", new HiddenWarnings(WarningsAsMessages, Path.GetDirectoryName(ProjectFile)!));
        return !Log.HasLoggedErrors;
    }
}
