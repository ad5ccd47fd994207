using System.Diagnostics;
using PrivacyGate.Fuzz.Tests.Kinds;

namespace PrivacyGate.Fuzz.Tests;

/// <summary>What broke once stays refused.</summary>
public sealed class CorpusTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public static TheoryData<string> Names => [.. Corpus.All.Keys];

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void What_broke_once_is_refused(string name)
    {
        var (kind, make) = Corpus.All[name];

        var outcome = Fuzzer.Over(kind, make(), folder.File("input"));

        AssertRefused(outcome);
    }

    [Fact]
    public void A_model_that_does_not_end_ends_when_told_to()
    {
        File.WriteAllBytes(folder.File("input.onnx"), Corpus.EndlessLoop());
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        var clock = Stopwatch.StartNew();

        Assert.ThrowsAny<OperationCanceledException>(() => FuzzKinds.Onnx.Read(folder.File("input.onnx"), stop.Token));

        Assert.InRange(clock.Elapsed.TotalSeconds, 0.9, 60);
    }

    [UnixTheory]
    [InlineData("onnx")]
    [InlineData("csv")]
    [InlineData("gzip")]
    [InlineData("npz")]
    [InlineData("spec")]
    [InlineData("report")]
    [InlineData("shadow")]
    public void A_pipe_or_a_device_for_a_file_is_refused(string name)
    {
        var kind = FuzzKinds.Find(name);
        using (var mkfifo = Process.Start("mkfifo", [folder.File(kind.FileName)]))
        {
            mkfifo.WaitForExit();
        }

        AssertRefused(Watch.Over(kind, folder.File(kind.FileName)));
        File.Delete(folder.File(kind.FileName));
        File.CreateSymbolicLink(folder.File(kind.FileName), "/dev/zero");
        AssertRefused(Watch.Over(kind, folder.File(kind.FileName)));
    }

    private static void AssertRefused(Outcome outcome) => Assert.True(outcome.Fate == Fate.Refused, outcome.ToString());
}
