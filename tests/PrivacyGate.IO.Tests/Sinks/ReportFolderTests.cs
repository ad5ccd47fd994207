using System.Runtime.Versioning;
using System.Text;
using PrivacyGate.IO.Files;
using PrivacyGate.IO.Sinks;
using PrivacyGate.IO.Sinks.View;

namespace PrivacyGate.IO.Tests.Sinks;

public sealed class ReportFolderTests
{
    private static readonly string[] Files = [".lock", .. SinkCatalog.All.Select(static sink => sink.FileName).Order(StringComparer.Ordinal)];

    [Fact]
    public void The_files_of_a_run_are_those_of_the_documentation() => Assert.Equal(
        ["report.json", "report.md", "report.html", "report.sarif", "verdict.tsv"],
        SinkCatalog.All.Select(static sink => sink.FileName));

    [Fact]
    public void All_files_appear_and_nothing_else()
    {
        using var folder = new TemporaryFolder();
        var deep = Path.Combine(folder.Path, "a b", "(c)");

        ReportFolder.Write(deep, View("fail"));
        ReportFolder.Write(deep, View("pass"));

        Assert.Equal(Files, Directory.GetFiles(deep).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(SinkSnapshotTests.Bytes("report.json", "pass"), File.ReadAllBytes(Path.Combine(deep, "report.json")));
    }

    [Fact]
    public void A_host_can_add_a_file_that_appears_with_them()
    {
        using var folder = new TemporaryFolder();

        ReportFolder.Write(folder.Path, View("pass"), CancellationToken.None, new Probe("inputs.txt", stream => stream.Write("a\n"u8)));

        Assert.Equal([".lock", "inputs.txt", .. Files[1..]], folder.Names());
    }

    [Fact]
    public void A_failure_half_way_leaves_the_folder_as_it_was()
    {
        using var folder = new TemporaryFolder();
        ReportFolder.Write(folder.Path, View("pass"));
        var before = File.ReadAllBytes(folder.File("report.json"));

        var failing = new Probe("z.txt", _ => throw new IOException("No space left on device : 'z'"));
        var refusal = Assert.Throws<InputException>(() => ReportFolder.Write(folder.Path, View("fail"), CancellationToken.None, failing));

        Assert.Equal(DiagnosticIds.OutputNotWritable, refusal.Diagnostic.Id);
        Assert.Contains("No space left", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(Files, folder.Names());
        Assert.Equal(before, File.ReadAllBytes(folder.File("report.json")));
    }

    [Fact]
    public void No_older_verdict_stands_beside_a_report_that_could_not_be_replaced()
    {
        using var folder = new TemporaryFolder();
        ReportFolder.Write(folder.Path, View("pass"));
        File.Delete(folder.File("report.md"));
        Directory.CreateDirectory(folder.File("report.md"));

        Assert.Throws<InputException>(() => ReportFolder.Write(folder.Path, View("fail")));

        Assert.False(File.Exists(folder.File("verdict.tsv")));
    }

    [Fact]
    public void The_verdict_takes_its_name_last()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("z.txt"));

        Assert.Throws<InputException>(() => ReportFolder.Write(folder.Path, View("pass"), CancellationToken.None, new Probe("z.txt", static _ => { })));

        Assert.True(File.Exists(folder.File("report.json")));
        Assert.False(File.Exists(folder.File("verdict.tsv")));
    }

    [Fact]
    public async Task Runs_that_share_a_folder_take_turns()
    {
        using var folder = new TemporaryFolder();
        using var cancellation = new CancellationTokenSource();
        ReportFolder.Write(folder.Path, View("pass"));
        var before = File.ReadAllBytes(folder.File("report.json"));
        using (FileLock.Take(folder.File(".lock"), CancellationToken.None))
        {
            var other = Task.Run(() => ReportFolder.Write(folder.Path, View("fail"), cancellation.Token));
            await Task.Delay(200);
            Assert.Equal(before, File.ReadAllBytes(folder.File("report.json")));
            await cancellation.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => other);
        }

        ReportFolder.Write(folder.Path, View("fail"));
        Assert.NotEqual(before, File.ReadAllBytes(folder.File("report.json")));
    }

    [Fact]
    public void A_cancellation_half_way_leaves_the_folder_as_it_was()
    {
        using var folder = new TemporaryFolder();
        using var cancellation = new CancellationTokenSource();
        var cancelling = new Probe("a.txt", _ => cancellation.Cancel());

        Assert.Throws<OperationCanceledException>(() => ReportFolder.Write(folder.Path, View("fail"), cancellation.Token, cancelling));

        Assert.Equal([".lock"], folder.Names());
    }

    [Fact]
    public void What_a_run_that_was_killed_left_is_removed_by_the_next_one()
    {
        using var folder = new TemporaryFolder();
        folder.Write("report.json.abcdefgh.ijk.tmp", "{");
        folder.Write("verdict.tsv.12345678.9ab.tmp", "");
        folder.Write("notes.tmp", "not ours");

        ReportFolder.Write(folder.Path, View("pass"));

        Assert.Equal([".lock", "notes.tmp", .. Files[1..]], folder.Names());
    }

    [Fact]
    public void A_full_disk_is_reported_by_its_code_where_closing_fails_again()
    {
        using var folder = new TemporaryFolder();

        var refusal = Assert.Throws<InputException>(() =>
        {
            using var file = new AtomicFile(folder.File("x.shadow"), static _ => new BufferedStream(new FullDisk()));
            file.Write(static stream => stream.Write(new byte[100]));
            file.Seal();
        });

        Assert.Equal(DiagnosticIds.OutputNotWritable, refusal.Diagnostic.Id);
        Assert.Contains("No space left", refusal.Message, StringComparison.Ordinal);
    }

    [UnixFact]
    [UnsupportedOSPlatform("windows")]
    public void A_private_file_can_be_read_by_this_user_alone()
    {
        using var folder = new TemporaryFolder();

        AtomicFile.WriteAllBytes(folder.File("deep/er/x.json"), new byte[1], isPrivate: true);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder.File("deep/er/x.json")));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder.File("deep/er")));
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_refused_with_its_cure()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("file"), "");
        Directory.CreateDirectory(folder.File("report.json"));

        foreach (var target in (string[])[folder.File("file"), Path.Combine(folder.File("file"), "sub"), folder.Path])
        {
            var refusal = Assert.Throws<InputException>(() => ReportFolder.Write(target, View("fail")));
            Assert.Equal(DiagnosticIds.OutputNotWritable, refusal.Diagnostic.Id);
            Assert.Contains("name a folder that can be written", refusal.Message, StringComparison.Ordinal);
        }

        Assert.DoesNotContain(folder.Names(), name => name.EndsWith(".tmp", StringComparison.Ordinal));
    }

    [UnixFact]
    [UnsupportedOSPlatform("windows")]
    public void A_read_only_folder_is_refused()
    {
        using var folder = new TemporaryFolder();
        File.SetUnixFileMode(folder.Path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        try
        {
            // Root may write into any folder of ours, but not into /proc.
            var target = Environment.IsPrivilegedProcess ? "/proc/privacygate" : folder.Path;
            Assert.Equal(DiagnosticIds.OutputNotWritable, Assert.Throws<InputException>(() => ReportFolder.Write(target, View("fail"))).Diagnostic.Id);
        }
        finally
        {
            File.SetUnixFileMode(folder.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [Fact]
    public void One_file_is_replaced_whole()
    {
        using var folder = new TemporaryFolder();
        AtomicFile.WriteAllBytes(folder.File("cache/x.json"), Encoding.UTF8.GetBytes("long text"));
        AtomicFile.WriteAllBytes(folder.File("cache/x.json"), Encoding.UTF8.GetBytes("short"));

        Assert.Equal("short", File.ReadAllText(folder.File("cache/x.json")));
        Assert.Single(Directory.GetFiles(folder.File("cache")));
    }

    private static ReportView View(string name) => new(SampleReports.Of(name));

    /// <summary>Takes nothing: a buffer over it fails when it is flushed, and again when it is closed.</summary>
    private sealed class FullDisk : MemoryStream
    {
        public override void Write(byte[] buffer, int offset, int count) => throw new IOException("No space left on device");

        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("No space left on device");
    }

    private sealed class Probe(string name, Action<Stream> write) : ISink
    {
        public string FileName => name;

        public void Write(ReportView report, Stream output) => write(output);
    }
}
