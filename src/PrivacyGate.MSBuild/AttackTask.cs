using System.Text;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using PrivacyGate.Surroundings;

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

    private readonly StringBuilder output = new();
    private IReadOnlyList<AuditedFile> audited = [];
    private volatile bool cancelled;

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

    [Required]
    public string Cache { get; set; } = "";

    [Required]
    public string ProjectFile { get; set; } = "";

    public string Profile { get; set; } = "";

    /// <summary>Assemblies that read other formats of models than ONNX.</summary>
    public ITaskItem[] Formats { get; set; } = [];

    public string Seed { get; set; } = "";

    public bool Strict { get; set; }

    /// <summary>Then the verdict is noted outside the repository as this job's own.</summary>
    public bool OnBuildServer { get; set; }

    internal Func<string, string?> Variable { get; init; } = Variables.Of;

    private TaskLog Told => new(Log, ProjectFile);

    private GateFolder Gate => new(Folder);

    private string ProjectDirectory => Path.GetDirectoryName(ProjectFile)!;

    protected override string ToolName => Path.GetFileName(Muxer);

    protected override string GenerateFullPathToTool() => Muxer;

    protected override string GetWorkingDirectory() => ProjectDirectory;

    /// <summary>What the tool prints is for the log; its findings come from verdict.tsv, or they would show twice.</summary>
    protected override void LogEventsFromTextOutput(string singleLine, MessageImportance messageImportance)
    {
        output.Append(singleLine).Append('\n');
        Log.LogMessage(MessageImportance.Normal, "{0}", singleLine);
    }

    public override void Cancel()
    {
        cancelled = true;
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

        // What the task itself hands over; the audit hashes the files it reads.
        var handedOver = new[] { ConfigFile, Gate.InputsCache }.Where(File.Exists).Select(path => new AuditedFile(Path.GetFullPath(path), FileState.Hash(path))).ToList();
        var ran = base.Execute();
        AtomicFile.Write(Gate.Log, $"{GenerateCommandLineCommands()}\n{output}exit code {ExitCode}\n");
        if (!ran || (ExitCode == 0 && !VerdictIsSound()))
        {
            return false;
        }

        Remember(handedOver);
        if (OnBuildServer)
        {
            new JobResults(Variable, Gate.Stamp).Remember();
        }

        TellUpToDateCheck();
        return true;
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

        foreach (var format in Formats)
        {
            line.AppendSwitchIfNotNull("--format ", format);
        }

        line.AppendSwitch("--no-progress");
        return line.ToString();
    }

    /// <summary>1 to 4 are answers when a verdict came with them; anything else is the tool's own failure.</summary>
    protected override bool HandleTaskExecutionErrors()
    {
        if (cancelled)
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

        var printed = PrintedErrors.In(output.ToString());
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
            if (errors != (ExitCode != 0))
            {
                return $"its verdict.tsv has {(errors ? "errors" : "no error")}";
            }
        }
        catch (Exception e) when (e is FormatException or DecoderFallbackException)
        {
            return "its verdict.tsv is unreadable: " + e.Message;
        }

        try
        {
            audited = InputList.Read(Gate.InputList);
            return null;
        }
        catch (Exception e) when (e is FormatException or DecoderFallbackException)
        {
            return "its inputs.txt is unreadable: " + e.Message;
        }
    }

    /// <summary>
    /// A finished audit (pass, over budget, inconclusive) holds until a file changes; a refused one runs again next time,
    /// and so does one whose files no longer hold the bytes it hashed.
    /// </summary>
    private void Remember(List<AuditedFile> handedOver)
    {
        if (ExitCode is not (0 or 1 or 4))
        {
            return;
        }

        var states = handedOver.Concat(audited).Distinct().Select(FileState.Of).Append(FileState.Of(Gate.Verdict)).ToList();
        if (!states.Contains(null))
        {
            new AttackStamp(states!).Write(Gate.Stamp, ProjectDirectory);
        }
    }

    /// <summary>Items name their files themselves; what a spec names, only the audit knows.</summary>
    private void TellUpToDateCheck()
    {
        if (Path.GetFullPath(ConfigFile) == Path.GetFullPath(Gate.Spec))
        {
            File.Delete(Gate.UpToDate);
        }
        else
        {
            AtomicFile.WriteWhenDifferent(Gate.UpToDate, UpToDateFile.Write(audited));
        }
    }

    private Problem Failed(string what) => new(Codes.ToolFailed, $"{what}; see {Paths.RelativeInside(ProjectDirectory, Gate.Log)}");
}
