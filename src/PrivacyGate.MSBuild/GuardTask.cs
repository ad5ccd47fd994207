using System.Text;
using Microsoft.Build.Framework;
using Task = Microsoft.Build.Utilities.Task;

namespace PrivacyGate.MSBuild;

/// <summary>
/// Before publish and pack, also with --no-build: what ships must be, byte for byte, what the last verdict was about, and
/// that verdict must not be a failure. It compares hashes and starts nothing.
/// </summary>
[MSBuildMultiThreadableTask]
public sealed class GuardTask : Task
{
    /// <summary>One folder a target framework.</summary>
    [Required]
    public ITaskItem[] Folders { get; set; } = [];

    /// <summary>Items of the project that ship and may be models.</summary>
    public ITaskItem[] Shipped { get; set; } = [];

    public ITaskItem[] Models { get; set; } = [];

    public string? Config { get; set; }

    [Required]
    public string ProjectFile { get; set; } = "";

    public string Severity { get; set; } = "";

    private string ProjectDirectory => Path.GetDirectoryName(ProjectFile)!;

    public override bool Execute() => new TaskLog(Log, ProjectFile).Guarded(Guard);

    private bool Guard()
    {
        var gates = Folders.Select(item => new GateFolder(item.GetMetadata("FullPath"))).Where(MustHoldVerdict).ToList();
        var judged = new HashSet<string>(StringComparer.Ordinal);
        var complaints = gates.SelectMany(gate => Check(gate, judged)).ToList();
        complaints.AddRange(ShipsUnjudged(judged));
        var ceiling = GateSettings.CeilingOf(Severity.Trim().ToLowerInvariant());
        var told = new TaskLog(Log, ProjectFile);
        foreach (var complaint in complaints.Distinct(StringComparer.Ordinal))
        {
            told.Softened(new Problem(Codes.ShippedWithoutVerdict, complaint), ceiling);
        }

        return !told.HasErrors;
    }

    /// <summary>
    /// Where the project names something to gate, and where a verdict once was. A folder that was deleted must not ship
    /// what failed, by whatever item type the model travels.
    /// </summary>
    private bool MustHoldVerdict(GateFolder gate) =>
        Models.Length > 0 || !string.IsNullOrWhiteSpace(Config) || ConfigFinder.FindUpward(ProjectDirectory) is not null
        || File.Exists(gate.Stamp) || File.Exists(gate.Verdict);

    private IEnumerable<string> Check(GateFolder gate, HashSet<string> judged)
    {
        var stamp = AttackStamp.Read(gate.Stamp, ProjectDirectory);
        if (stamp is null || !File.Exists(gate.Verdict))
        {
            yield return "there is no finished verdict on the model; build before shipping, without --no-build";
            yield break;
        }

        foreach (var file in stamp.Files)
        {
            // Records need not travel to where a model is packed; models must.
            var here = File.Exists(file.Path);
            if (here ? FileState.Hash(file.Path) != file.Sha256 : IsModel(file.Path) && !file.WasAbsent)
            {
                yield return $"{Paths.RelativeInside(ProjectDirectory, file.Path)} {(here ? "has changed" : "is gone")} since the verdict; build again before shipping";
            }

            judged.Add(file.Sha256);
        }

        if (Failure(gate) is { } failure)
        {
            yield return failure;
        }
    }

    private string? Failure(GateFolder gate)
    {
        try
        {
            return VerdictFile.Read(gate.Verdict).Any(row => row.Severity == RowSeverity.Error)
                ? $"the model failed its gate; see {Paths.RelativeInside(ProjectDirectory, Path.Combine(gate.Path, "report.md"))}"
                : null;
        }
        catch (Exception e) when (e is FormatException or DecoderFallbackException)
        {
            return $"{Paths.RelativeInside(ProjectDirectory, gate.Verdict)} is unreadable: {e.Message}; build before shipping, without --no-build";
        }
    }

    private IEnumerable<string> ShipsUnjudged(HashSet<string> judged) =>
        from item in Shipped.Concat(Models)
        let path = item.GetMetadata("FullPath")
        where IsModel(path) && File.Exists(path) && !judged.Contains(FileState.Hash(path))
        select $"{item.ItemSpec} ships and no verdict is about it; add a {KnownNames.Item} for it, or a model to {ConfigFinder.FileName}, and build";

    private static bool IsModel(string path) => path.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase);
}
