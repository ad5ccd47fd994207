using Microsoft.Build.Utilities;
using PrivacyGate.MSBuild;
using PrivacyGate.Package.Tests.Infrastructure;

namespace PrivacyGate.Package.Tests.Tasks;

/// <summary>What the guard lets ship. A deleted or damaged verdict is none.</summary>
public sealed class GuardTaskTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RecordingEngine _engine = new();

    public GuardTaskTests()
    {
        _folder.Write("score.onnx", "a model");
        _folder.Write("Credit.csproj", "<Project />");
        Directory.CreateDirectory(_folder.File(".git"));
    }

    [Fact]
    public void A_passed_model_ships()
    {
        Judge();
        Assert.True(Guard(withItem: true), Told());
    }

    [Theory]
    [InlineData("verdict.tsv")]
    [InlineData("attack.stamp")]
    [InlineData("")]
    public void A_deleted_verdict_is_none(string deleted)
    {
        Judge("error\tPG0102\t\t0\t0\tlink\ttext\n");
        if (deleted.Length > 0)
        {
            File.Delete(_folder.File("gate", deleted));
        }
        else
        {
            Directory.Delete(_folder.File("gate"), recursive: true);
        }

        AssertRefused(Guard(withItem: true), "no finished verdict");
        _folder.Write("privacygate.json", "{}");
        AssertRefused(Guard(withItem: false), "no finished verdict");
        File.Delete(_folder.File("privacygate.json"));
        AssertRefused(Guard(withItem: false, config: "elsewhere.json"), "no finished verdict");
    }

    [Fact]
    public void A_failed_verdict_ships_nothing()
    {
        Judge("error\tPG0102\t\t0\t0\tlink\ttext\n");
        AssertRefused(Guard(withItem: true), "the model failed its gate; see gate/report.md");
    }

    [Fact]
    public void Half_a_verdict_ships_nothing()
    {
        Judge("error\tPG0102");
        AssertRefused(Guard(withItem: true), "unreadable");
    }

    [Fact]
    public void A_project_with_nothing_to_gate_ships()
    {
        Assert.True(Guard(withItem: false), Told());
        Directory.CreateDirectory(_folder.File("gate"));
        Assert.True(Guard(withItem: false), Told());
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>What a finished audit leaves.</summary>
    private void Judge(string rows = "")
    {
        var verdict = _folder.Write("gate/verdict.tsv", "privacygate-verdict 1\n" + rows);
        _folder.Write("gate/attack.stamp", "privacygate-stamp 1\n" + Line(_folder.File("score.onnx")) + Line(verdict));
    }

    private static string Line(string path) => $"{ScriptedAudit.HashOf(path)}\t{new FileInfo(path).Length}\t{File.GetLastWriteTimeUtc(path).Ticks}\t{path}\n";

    private bool Guard(bool withItem, string config = "")
    {
        _engine.Errors.Clear();
        return new GuardTask
        {
            BuildEngine = _engine,
            Folders = [new TaskItem(_folder.File("gate") + Path.DirectorySeparatorChar)],
            Models = withItem ? [new TaskItem(_folder.File("score.onnx"))] : [],
            Config = config,
            ProjectFile = _folder.File("Credit.csproj"),
        }.Execute();
    }

    private void AssertRefused(bool passed, string because)
    {
        Assert.False(passed);
        Assert.All(_engine.Errors, error => Assert.Equal("PG0120", error.Code));
        Assert.Contains(_engine.Errors, error => error.Message!.Contains(because, StringComparison.Ordinal));
    }

    private string Told() => string.Join('\n', _engine.Errors.Select(e => e.Message));
}
