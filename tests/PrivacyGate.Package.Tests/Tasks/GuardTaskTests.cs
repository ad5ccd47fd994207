using Microsoft.Build.Utilities;
using PrivacyGate.MSBuild;
using PrivacyGate.Package.Tests.Infrastructure;

namespace PrivacyGate.Package.Tests.Tasks;

/// <summary>What the guard lets ship. A deleted or damaged verdict is none.</summary>
public sealed class GuardTaskTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly RecordingEngine engine = new();

    public GuardTaskTests()
    {
        folder.Write("score.onnx", "a model");
        folder.Write("Credit.csproj", "<Project />");
        Directory.CreateDirectory(folder.File(".git"));
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
            File.Delete(folder.File("gate", deleted));
        }
        else
        {
            Directory.Delete(folder.File("gate"), recursive: true);
        }

        AssertRefused(Guard(withItem: true), "no finished verdict");
        folder.Write("privacygate.json", "{}");
        AssertRefused(Guard(withItem: false), "no finished verdict");
        File.Delete(folder.File("privacygate.json"));
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
        Directory.CreateDirectory(folder.File("gate"));
        Assert.True(Guard(withItem: false), Told());
    }

    [Theory]
    [InlineData("renamed.bin")]
    [InlineData("leaky")]
    [InlineData("small.onnx")]
    public void A_model_that_no_verdict_is_about_does_not_ship_whatever_its_name(string name)
    {
        Judge();
        Copy(name);
        AssertRefused(Guard(withItem: true, shipped: name), $"{name} ships");
    }

    [Theory]
    [InlineData("members.csv")]
    [InlineData("half.bin")]
    [InlineData("longer.bin")]
    [InlineData("absent.bin")]
    public void Another_file_ships(string name)
    {
        Judge();
        var model = File.ReadAllBytes(Fixture("score.onnx"));
        File.Copy(Fixture("members.csv"), folder.File("members.csv"));
        File.WriteAllBytes(folder.File("half.bin"), model[..(model.Length / 2)]);
        File.WriteAllBytes(folder.File("longer.bin"), [.. model, 0xff]);
        Assert.True(Guard(withItem: true, shipped: name), Told());
    }

    [Fact]
    public void A_model_ships_without_a_verdict_for_a_reason_only()
    {
        Judge();
        Copy("public.onnx");
        Assert.True(Guard(withItem: true, shipped: "public.onnx", exempt: folder.File("public.onnx"), reason: "trained on public data"), Told());
        AssertRefused(Guard(withItem: true, shipped: "public.onnx", exempt: folder.File("other.onnx"), reason: "trained on public data"), "public.onnx ships");
        Assert.False(Guard(withItem: true, shipped: "public.onnx", exempt: folder.File("public.onnx"), reason: "true"));
        Assert.Equal("PG0010", Assert.Single(engine.Errors).Code);
    }

    [Fact]
    public void A_refusal_that_is_softened_to_a_message_is_warned_of()
    {
        AssertRefused(Guard(withItem: true), "no finished verdict");
        Assert.True(Guard(withItem: true, severity: "warning"), Told());
        Assert.Equal("PG0120", engine.Warnings[0].Code);
        Assert.DoesNotContain(engine.Warnings, static warning => warning.Code == "PG0017");
        engine.Warnings.Clear();
        Assert.True(Guard(withItem: true, severity: "message"), Told());
        Assert.Equal("PG0017", Assert.Single(engine.Warnings).Code);
        Assert.False(Guard(withItem: true, severity: "warning", environment: "warning"));
        Assert.Equal("PG0010", Assert.Single(engine.Errors).Code);
    }

    public void Dispose() => folder.Dispose();

    private static string Fixture(string name) => Path.Combine(AppContext.BaseDirectory, "fixtures", name);

    private void Copy(string name) => File.Copy(Fixture("score-retrained.onnx"), folder.File(name));

    /// <summary>What a finished audit leaves.</summary>
    private void Judge(string rows = "")
    {
        var verdict = folder.Write("gate/verdict.tsv", "privacygate-verdict 1\n" + rows);
        folder.Write("gate/attack.stamp", "privacygate-stamp 1\n" + Line(folder.File("score.onnx")) + Line(verdict));
    }

    private static string Line(string path) => $"{ScriptedAudit.HashOf(path)}\t{new FileInfo(path).Length}\t{File.GetLastWriteTimeUtc(path).Ticks}\t{path}\n";

    private bool Guard(bool withItem, string config = "", string shipped = "", string? exempt = null, string reason = "", string severity = "", string environment = "")
    {
        engine.Errors.Clear();
        var exception = new TaskItem(exempt ?? "");
        exception.SetMetadata("Reason", reason);
        return new GuardTask
        {
            BuildEngine = engine,
            Folders = [new TaskItem(folder.File("gate") + Path.DirectorySeparatorChar)],
            Models = withItem ? [new TaskItem(folder.File("score.onnx"))] : [],
            Shipped = shipped.Length > 0 ? [new TaskItem(folder.File(shipped))] : [],
            Exempt = exempt is null ? [] : [exception],
            Config = config,
            Severity = severity,
            Variable = name => name == "PrivacyGateSeverity" ? environment : null,
            ProjectFile = folder.File("Credit.csproj"),
        }.Execute();
    }

    private void AssertRefused(bool passed, string because)
    {
        Assert.False(passed);
        Assert.All(engine.Errors, error => Assert.Equal("PG0120", error.Code));
        Assert.Contains(engine.Errors, error => error.Message!.Contains(because, StringComparison.Ordinal));
    }

    private string Told() => string.Join('\n', engine.Errors.Select(e => e.Message));
}
