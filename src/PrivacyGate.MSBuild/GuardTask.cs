using System.Text;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using PrivacyGate.Surroundings;
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

    /// <summary>Files that ship: those named .onnx, and those that hold a model under another name, need a verdict.</summary>
    public ITaskItem[] Shipped { get; set; } = [];

    /// <summary>All that publishing copies, with the places it gets.</summary>
    public ITaskItem[] Laid { get; set; } = [];

    /// <summary>Packages that were made.</summary>
    public ITaskItem[] Packages { get; set; } = [];

    /// <summary>The .nuspec file that the package was made from, if it was.</summary>
    public string? Nuspec { get; set; }

    public string? NuspecProperties { get; set; }

    /// <summary>Where packages are put.</summary>
    public string? PackageFolder { get; set; }

    /// <summary>Models that ship without an audit, each with its reason.</summary>
    public ITaskItem[] Exempt { get; set; } = [];

    /// <summary>Those of referenced projects: their models ship with this one, and their verdicts count if they passed.</summary>
    public ITaskItem[] ReferencedFolders { get; set; } = [];

    /// <summary>Only what ships is looked at: the verdict itself was, a moment before.</summary>
    public bool FilesOnly { get; set; }

    public ITaskItem[] Models { get; set; } = [];

    public string? Config { get; set; }

    [Required]
    public string ProjectFile { get; set; } = "";

    public string Severity { get; set; } = "";

    /// <summary>Directory.Build.props and the like.</summary>
    public ITaskItem[] OtherProjectFiles { get; set; } = [];

    /// <summary>Codes of warnings that MSBuild turns into messages.</summary>
    public string? WarningsAsMessages { get; set; }

    internal Func<string, string?> Variable { get; init; } = Variables.Of;

    private TaskLog Told => new(Log, ProjectFile);

    private string ProjectDirectory => Path.GetDirectoryName(ProjectFile)!;

    public override bool Execute() => Told.Guarded(Guard);

    private bool Guard()
    {
        var gates = Folders.Select(item => new GateFolder(item.GetMetadata("FullPath"))).Where(MustHoldVerdict).ToList();
        if (!FilesOnly && CommittedResults.First(ProjectDirectory, gates.Select(gate => gate.Path)) is { } committed)
        {
            Told.Error(CommittedResults.Refusal(committed));
        }

        List<string> complaints = FilesOnly ? [] : [.. gates.SelectMany(Check)];
        var referenced = ReferencedFolders.Select(item => new GateFolder(item.GetMetadata("FullPath"))).Where(gate => File.Exists(gate.Verdict) && Failure(gate) is null);
        CheckReasons();
        if (!FilesOnly)
        {
            TellUnusedExemptions();
        }

        var cleared = new ClearedFiles([.. gates.Concat(referenced).Select(Judged).OfType<AttackStamp>()], [.. Existing(Exempt).Select(ShippedFile.Of).Select(file => file.Hash())]);
        complaints.AddRange(ShipsUnjudged(cleared));
        complaints.AddRange(ShippedWeights.Complaints([.. Existing(Laid).Select(ShippedFile.Of)], cleared));
        complaints.AddRange(Existing(Packages).Concat(MadeFromNuspec()).Select(ShippedFile.Of).SelectMany(package => package.FromArchive(files => PackedUnjudged(files, cleared))));
        if (complaints.Count > 0)
        {
            Complain(complaints, GateSettings.CeilingOf(Severity.Trim().ToLowerInvariant()));
        }

        return !Told.HasErrors;
    }

    private void Complain(List<string> complaints, RowSeverity ceiling)
    {
        foreach (var complaint in complaints.Distinct(StringComparer.Ordinal))
        {
            Told.Softened(new Problem(Codes.ShippedWithoutVerdict, complaint), ceiling);
        }

        var hidden = new HiddenWarnings(WarningsAsMessages, ProjectDirectory);
        if (ceiling == RowSeverity.Message || (ceiling == RowSeverity.Warning && (hidden.HidesBudget || Softening().IsEnvironment)))
        {
            Softening().Tell(Told, "what ships without a verdict does not fail this build", hidden);
        }
    }

    private Setting Softening() => Setting.Of("PrivacyGateSeverity", Severity, BuildEngine, ProjectScan.Of(ProjectFile, OtherProjectFiles, BuildEngine), Variable);

    /// <summary>
    /// Where the project names something to gate, and where a verdict once was. A folder that was deleted must not ship
    /// what failed, by whatever item type the model travels.
    /// </summary>
    private bool MustHoldVerdict(GateFolder gate) =>
        Models.Length > 0 || !string.IsNullOrWhiteSpace(Config) || ConfigFinder.FindUpward(ProjectDirectory) is not null
        || File.Exists(gate.Stamp) || File.Exists(gate.Verdict);

    private IEnumerable<string> Check(GateFolder gate)
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

    private IEnumerable<ITaskItem> MadeFromNuspec() =>
        !string.IsNullOrWhiteSpace(Nuspec) && !string.IsNullOrWhiteSpace(PackageFolder)
        && new NuspecPackage(Path.GetFullPath(Path.Combine(ProjectDirectory, Nuspec!.Trim())), NuspecProperties ?? "", PackageFolder!).Newest() is { } package
            ? [new TaskItem(package)]
            : [];

    private AttackStamp? Judged(GateFolder gate) => AttackStamp.Read(gate.Stamp, ProjectDirectory);

    private IEnumerable<string> ShipsUnjudged(ClearedFiles cleared)
    {
        var exempt = new HashSet<string>(Exempt.Select(item => item.GetMetadata("FullPath")), StringComparer.Ordinal);
        return
            from item in Shipped.Concat(Models)
            let path = item.GetMetadata("FullPath")
            where !exempt.Contains(path) && File.Exists(path)
            from model in ShippedModels.In(ShippedFile.Of(item), Path.GetDirectoryName(path)!)
            where !cleared.Holds(model.Sha256)
            select model.Complaint;
    }

    private static IEnumerable<string> PackedUnjudged(IReadOnlyList<ShippedFile> files, ClearedFiles cleared) =>
        files.SelectMany(ShippedModels.Itself).Where(model => !cleared.Holds(model.Sha256)).Select(model => model.Complaint)
            .Concat(ShippedWeights.Complaints(files, cleared));

    private void CheckReasons()
    {
        foreach (var item in Exempt.Where(item => item.GetMetadata("Reason").Trim().Split(' ').Length < 2))
        {
            Told.Error(new Problem(Codes.InvalidProperty, $"{KnownNames.Exempt} {item.ItemSpec} has no Reason; say in words why it needs no audit, such as: trained on public data only"));
        }
    }

    /// <summary>An exemption that is left over would hold for whatever comes to lie there.</summary>
    private void TellUnusedExemptions()
    {
        var scan = ProjectScan.Of(ProjectFile, OtherProjectFiles, BuildEngine);
        foreach (var item in Exempt.Where(item => !File.Exists(item.GetMetadata("FullPath"))))
        {
            var (file, line, column) = scan.OriginOf(item.ItemSpec, item.GetMetadata("DefiningProjectFullPath") is { Length: > 0 } named ? named : ProjectFile, KnownNames.Exempt);
            Told.Warning(new Problem(Codes.ExemptionUnused, $"{KnownNames.Exempt} {item.ItemSpec} is no file, so nothing is exempt; correct the path, or remove the item", file, line, column));
        }

        foreach (var problem in scan.ExemptsNothing([.. Exempt.Select(item => item.ItemSpec)]))
        {
            Told.Warning(problem);
        }
    }

    private static IEnumerable<ITaskItem> Existing(IEnumerable<ITaskItem> items) => items.Where(item => File.Exists(item.GetMetadata("FullPath")));

    private static bool IsModel(string path) => path.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase);
}
