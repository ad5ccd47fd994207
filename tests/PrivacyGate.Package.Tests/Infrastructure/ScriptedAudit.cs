using System.Security.Cryptography;
using PrivacyGate.MSBuild;

namespace PrivacyGate.Package.Tests.Infrastructure;

/// <summary>A project folder whose dotnet program is a script: it shows what the task makes of an audit that behaves in a given way.</summary>
internal sealed class ScriptedAudit : IDisposable
{
    public const string Pass = "printf 'privacygate-verdict 1\\n' > obj/gate/verdict.tsv\n";

    private readonly TemporaryFolder folder = new();

    public ScriptedAudit()
    {
        folder.Write("Credit.csproj", "<Project />");
        folder.Write("privacygate.json", "{}");
        folder.Write("obj/gate/inputs.cache", "seed=1\n");
        Model = folder.Write("score.onnx", "the model that was audited");
    }

    public RecordingEngine Engine { get; } = new();

    public string Model { get; }

    public string Stamp => folder.File("obj", "gate", "attack.stamp");

    /// <summary>The environment that the tasks see.</summary>
    public Dictionary<string, string> Variables { get; } = [];

    public string In(string name) => folder.File(name);

    /// <summary>One line of inputs.txt, as the script would print it.</summary>
    public static string Line(string hash, string path) => $"printf '%s\\t%s\\n' '{hash}' '{path}' >> obj/gate/inputs.txt\n";

    public static string HashOf(string path) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));

    /// <summary>Runs the script in the project's folder in place of the audit.</summary>
    public bool Run(string script)
    {
        // The task runs "dotnet exec ...", so a shell in the place of dotnet reads a script named exec. A script of its own
        // could not always be started: a process that another test starts meanwhile may still hold it open.
        folder.Write("exec", script);
        return new AttackTask
        {
            BuildEngine = Engine,
            Muxer = "/bin/sh",
            Tool = "privacygate.dll",
            ConfigFile = In("privacygate.json"),
            Root = folder.Path,
            Folder = folder.File("obj", "gate") + Path.DirectorySeparatorChar,
            Cache = folder.File("obj", "cache"),
            ProjectFile = In("Credit.csproj"),
            Profile = "quick",
            OnBuildServer = Variables.ContainsKey("CI"),
            Variable = Variables.GetValueOrDefault,
        }.Execute();
    }

    /// <summary>Whether the next build would believe the verdict.</summary>
    public bool VerdictHolds(string mode = "check")
    {
        var task = Prepare(mode);
        Assert.True(task.Execute());
        return task.VerdictHolds;
    }

    internal PrepareTask Prepare(string mode = "check") => new()
    {
        BuildEngine = Engine,
        Mode = mode,
        ProjectFile = In("Credit.csproj"),
        Folder = folder.File("obj", "gate"),
        Cache = folder.File("obj", "cache"),
        Tool = "privacygate.dll",
        Variable = Variables.GetValueOrDefault,
    };

    public void Dispose() => folder.Dispose();
}
