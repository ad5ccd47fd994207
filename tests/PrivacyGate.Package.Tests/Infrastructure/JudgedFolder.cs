using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using PrivacyGate.MSBuild;

namespace PrivacyGate.Package.Tests.Infrastructure;

/// <summary>A project folder after an audit that passed, and the guard that looks at what ships from it.</summary>
internal sealed class JudgedFolder : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public JudgedFolder()
    {
        folder.Write("Credit.csproj", "<Project />");
        Directory.CreateDirectory(folder.File(".git"));
    }

    public RecordingEngine Engine { get; } = new();

    /// <summary>The only error, or nothing.</summary>
    public string Refusal => Engine.Errors.SingleOrDefault()?.Message ?? "";

    public static string Fixture(string name) => Path.Combine(AppContext.BaseDirectory, "fixtures", name);

    public string In(string name) => folder.File(name);

    public string Write(string name, string text) => folder.Write(name, text);

    public string Write(string name, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(In(name))!);
        File.WriteAllBytes(In(name), content);
        return In(name);
    }

    /// <summary>Leaves what an audit leaves that read these files and found nothing wrong.</summary>
    public void Judge(params string[] names)
    {
        var verdict = Write("gate/verdict.tsv", "privacygate-verdict 1\n");
        Write("gate/attack.stamp", "privacygate-stamp 1\n" + string.Concat(names.Select(In).Append(verdict).Select(Line)));
    }

    public GuardTask Guard() => new()
    {
        BuildEngine = Engine,
        Folders = [new TaskItem(In("gate") + Path.DirectorySeparatorChar)],
        ProjectFile = In("Credit.csproj"),
        Variable = static _ => null,
    };

    public bool Ships(params ITaskItem[] items)
    {
        Engine.Errors.Clear();
        var guard = Guard();
        guard.Shipped = items;
        return guard.Execute();
    }

    public ITaskItem Item(string name) => new TaskItem(In(name));

    /// <summary>As publishing lists it.</summary>
    public ITaskItem Laid(string name, string place) => new TaskItem(In(name), new Dictionary<string, string> { ["RelativePath"] = place });

    public ITaskItem Exemption(string name, string reason = "trained on public data") => new TaskItem(In(name), new Dictionary<string, string> { ["Reason"] = reason });

    public void Dispose() => folder.Dispose();

    private static string Line(string path) => $"{ScriptedAudit.HashOf(path)}\t{new FileInfo(path).Length}\t{File.GetLastWriteTimeUtc(path).Ticks}\t{path}\n";
}
