using System.Text;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace PrivacyGate.MSBuild;

/// <summary>
/// Runs <c>dotnet exec privacygate.dll check</c> in a process of its own and sees to it that the verdict it leaves is
/// whole. It logs no finding: <see cref="VerdictTask"/> does, on every build.
/// </summary>
[MSBuildMultiThreadableTask]
public sealed class AttackTask : ToolTask
{
    /// <summary>What the host answers when the framework an application asks for is not installed: 0x80008096, of which Unix keeps the last byte.</summary>
    private static readonly int[] FrameworkMissing = [0x96, unchecked((int)0x80008096)];

    private readonly StringBuilder _output = new();
    private volatile bool _cancelled;

    /// <summary>The dotnet program.</summary>
    public string Muxer { get; set; } = "";

    [Required]
    public string Tool { get; set; } = "";

    [Required]
    public string ConfigFile { get; set; } = "";

    [Required]
    public string Root { get; set; } = "";

    [Required]
    public string Folder { get; set; } = "";

    /// <summary>Shared by all target frameworks of a project, so that one model is attacked once.</summary>
    [Required]
    public string Cache { get; set; } = "";

    [Required]
    public string ProjectFile { get; set; } = "";

    public string Profile { get; set; } = "";

    public string Seed { get; set; } = "";

    public bool Strict { get; set; }

    private TaskLog Told => new(Log, ProjectFile);

    private GateFolder Gate => new(Folder);

    private string ProjectDirectory => Path.GetDirectoryName(ProjectFile)!;

    protected override string ToolName => Path.GetFileName(Muxer);

    protected override string GenerateFullPathToTool() => Muxer;

    protected override string GetWorkingDirectory() => ProjectDirectory;

    /// <summary>What the tool prints is for the log; its findings come from verdict.tsv, or they would show twice.</summary>
    protected override void LogEventsFromTextOutput(string singleLine, MessageImportance messageImportance)
    {
        _output.Append(singleLine).Append('\n');
        Log.LogMessage(MessageImportance.Normal, "{0}", singleLine);
    }

    public override void Cancel()
    {
        _cancelled = true;
        base.Cancel();
    }

    public override bool Execute() => Told.Guarded(Attack);

    private bool Attack()
    {
        if (Muxer.Length == 0 || !File.Exists(Muxer))
        {
            Told.Error(new Problem(Codes.MuxerMissing, $"the dotnet program was not found{(Muxer.Length == 0 ? "" : " at " + Muxer)}; install the .NET 10 SDK, or set DOTNET_HOST_PATH to the dotnet program"));
            return false;
        }

        Directory.CreateDirectory(Folder);
        foreach (var old in new[] { Gate.Verdict, Gate.InputList, Gate.Stamp })
        {
            File.Delete(old);
        }

        YieldDuringToolExecution = true;
        var started = DateTime.UtcNow;
        var ran = base.Execute();
        AtomicFile.Write(Gate.Log, $"{GenerateCommandLineCommands()}\n{_output}exit code {ExitCode}\n");
        return ran && (ExitCode != 0 || VerdictIsSound()) && Remember(started);
    }

    protected override string GenerateCommandLineCommands()
    {
        var line = new CommandLineBuilder();
        line.AppendSwitch("exec");
        line.AppendFileNameIfNotNull(Tool);
        line.AppendSwitch("check");
        line.AppendSwitchIfNotNull("--config ", ConfigFile);
        line.AppendSwitchIfNotNull("--root ", Paths.Trimmed(Root));
        line.AppendSwitchIfNotNull("--out ", Paths.Trimmed(Folder));
        line.AppendSwitchIfNotNull("--cache ", Paths.Trimmed(Cache));
        line.AppendSwitchIfNotNull("--profile ", Profile);
        if (Seed.Length > 0)
        {
            line.AppendSwitchIfNotNull("--seed ", Seed);
        }

        if (Strict)
        {
            line.AppendSwitch("--strict");
        }

        line.AppendSwitch("--no-progress");
        return line.ToString();
    }

    /// <summary>1 to 4 are answers when a verdict came with them; anything else is the tool's own failure.</summary>
    protected override bool HandleTaskExecutionErrors()
    {
        if (_cancelled)
        {
            return false;
        }

        if (ExitCode is >= 1 and <= 4 && File.Exists(Gate.Verdict))
        {
            return VerdictIsSound();
        }

        foreach (var problem in Causes())
        {
            Told.Error(problem);
        }

        return false;
    }

    private IReadOnlyList<Problem> Causes()
    {
        if (FrameworkMissing.Contains(ExitCode))
        {
            return [new Problem(Codes.RuntimeMissing, $"{Muxer} has no .NET 10 runtime to run the audit with; install it (on GitHub Actions: actions/setup-dotnet with dotnet-version 10.0.x)")];
        }

        var printed = PrintedErrors.In(_output.ToString());
        return printed.Count > 0 ? printed : [Failed($"the audit ended with exit code {ExitCode} and no verdict")];
    }

    /// <summary>The exit code and the rows must tell one story, or a truncated verdict could pass a leaking model.</summary>
    private bool VerdictIsSound()
    {
        var problem = Unsound();
        if (problem is not null)
        {
            Told.Error(Failed($"the audit ended with exit code {ExitCode}, but {problem}"));
        }

        return problem is null;
    }

    private string? Unsound()
    {
        if (!File.Exists(Gate.Verdict) || !File.Exists(Gate.InputList))
        {
            return "left no verdict.tsv, or no inputs.txt beside it";
        }

        try
        {
            var errors = VerdictFile.Read(Gate.Verdict).Any(row => row.Severity == RowSeverity.Error);
            return errors == (ExitCode != 0) ? null : $"its verdict.tsv has {(errors ? "errors" : "no error")}";
        }
        catch (Exception e) when (e is FormatException or DecoderFallbackException)
        {
            return "its verdict.tsv is unreadable: " + e.Message;
        }
    }

    /// <summary>A finished audit (pass, over budget, inconclusive) holds until a file changes; a refused one runs again next time.</summary>
    private bool Remember(DateTime started)
    {
        if (ExitCode is not (0 or 1 or 4))
        {
            return true;
        }

        var files = File.ReadAllLines(Gate.InputList)
            .Select(path => Path.GetFullPath(Path.Combine(Root, path)))
            .Concat([ConfigFile, Gate.InputsCache, Gate.Verdict])
            .Distinct(StringComparer.Ordinal)
            .Select(FileState.Of)
            .ToList();

        // Written while it was being read: nobody can say which bytes were audited.
        if (!files.Any(file => file.Path != Gate.Verdict && file.Ticks > started.Ticks))
        {
            new AttackStamp(files).Write(Gate.Stamp, ProjectDirectory);
        }

        return true;
    }

    private Problem Failed(string what) => new(Codes.ToolFailed, $"{what}; see {Gate.Log}");
}
