using System.Diagnostics;
using System.Net.Sockets;
using PrivacyGate.IO.Caching;
using PrivacyGate.IO.Sinks.Json;
using PrivacyGate.IO.Spec;

namespace PrivacyGate.IO.Tests.Readers;

/// <summary>What has a file's name and is none is refused before it is opened: reading a pipe never ends without a writer, reading a device never at all.</summary>
public sealed class NotAFileTests : IDisposable
{
    private readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    [UnixFact]
    public async Task A_pipe_a_device_a_socket_and_a_folder_are_refused_as_any_input()
    {
        MakePipe(folder.PathOf("pipe.csv"));
        File.CreateSymbolicLink(folder.PathOf("link.csv"), folder.PathOf("pipe.csv"));
        File.CreateSymbolicLink(folder.PathOf("zero.npz"), "/dev/zero");
        Directory.CreateDirectory(folder.PathOf("folder.tsv"));
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        var other = Directory.CreateTempSubdirectory("pg").FullName;
        socket.Bind(new UnixDomainSocketEndPoint(Path.Combine(other, "s")));
        File.CreateSymbolicLink(folder.PathOf("socket.csv"), Path.Combine(other, "s"));

        foreach (var (name, what) in ((string, string)[])[("pipe.csv", "a pipe"), ("link.csv", "a pipe"), ("zero.npz", "a device"), ("folder.tsv", "a folder"), ("socket.csv", "a socket")])
        {
            var refusal = await InTime(() => ScratchFolder.Refused(() => folder.Open(name)));
            Assert.Equal(DiagnosticIds.FileUnreadable, refusal.Id);
            Assert.Contains($"is {what}, not a file", refusal.Message, StringComparison.Ordinal);
        }

        Directory.Delete(other, recursive: true);
    }

    [UnixFact]
    public async Task A_pipe_as_spec_report_or_kept_answers_is_refused_or_a_miss()
    {
        var pipe = folder.PathOf("pipe.json");
        MakePipe(pipe);

        Assert.Equal(DiagnosticIds.FileUnreadable, (await InTime(() => SpecReader.Read(pipe, null))).Errors[0].Id);
        Assert.Equal(DiagnosticIds.FileUnreadable, (await InTime(() => Assert.Throws<InputException>(() => ReportJson.Read(pipe)))).Diagnostic.Id);
        Assert.Null(await InTime(() => ShadowFile.Read(pipe)));
    }

    [Fact]
    public void A_file_and_a_link_to_one_are_read()
    {
        folder.Write("t.csv", "a,label\n1,0\n");
        if (!OperatingSystem.IsWindows())
        {
            File.CreateSymbolicLink(folder.PathOf("link.csv"), folder.PathOf("t.csv"));
            Assert.Equal(1, folder.ReadMatrix("link.csv").Count);
        }

        Assert.Equal(1, folder.ReadMatrix("t.csv").Count);
    }

    private static void MakePipe(string path)
    {
        using var made = Process.Start("mkfifo", [path]);
        made.WaitForExit();
        Assert.Equal(0, made.ExitCode);
    }

    private static Task<T> InTime<T>(Func<T> work) => Task.Run(work).WaitAsync(TimeSpan.FromSeconds(20));
}
