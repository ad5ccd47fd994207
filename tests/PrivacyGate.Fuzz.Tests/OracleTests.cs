using PrivacyGate.Fuzz.Tests.Kinds;

namespace PrivacyGate.Fuzz.Tests;

/// <summary>The oracle finds each fault where there is one.</summary>
public sealed class OracleTests
{
    [Fact]
    public void Another_exception_is_a_fault() => Assert.Contains("InvalidOperation", Of(static _ => throw new InvalidOperationException("broken")).Reason, StringComparison.Ordinal);

    [Fact]
    public void A_refusal_with_a_code_is_none() => Assert.Equal(Fate.Refused, Of(static _ => throw new InputException(Diagnostic.Error(DiagnosticIds.DataFormat, "no"))).Fate);

    [Fact]
    public void An_internal_error_is_a_fault() => Assert.Equal(Fate.Fault, Of(static _ => throw new InputException(Diagnostic.Error(DiagnosticIds.InternalError, "no"))).Fate);

    [Fact]
    public void Too_much_memory_is_a_fault() => Assert.Contains("MB of memory", Of(static _ =>
    {
        var bytes = GC.AllocateUninitializedArray<byte>(int.MaxValue - 64);
        var more = GC.AllocateUninitializedArray<byte>(200_000_000);
        Array.Fill(bytes, (byte)1);
        Array.Fill(more, (byte)1);
        GC.KeepAlive(bytes);
    }).Reason, StringComparison.Ordinal);

    [Fact]
    public void Too_long_is_a_fault_and_what_runs_is_told_to_stop()
    {
        var isStopped = false;
        var outcome = Of(token =>
        {
            while (!token.IsCancellationRequested)
            {
            }

            isStopped = true;
        }, TimeSpan.FromSeconds(1));

        Assert.Contains("s of processor time", outcome.Reason, StringComparison.Ordinal);
        Assert.True(isStopped);
    }

    [Fact]
    public void A_finding_stays_with_what_is_wrong_and_anything_else_is_removed()
    {
        using var folder = new TemporaryFolder();

        _ = Fuzzer.Over(new Stub(static _ => throw new InvalidOperationException("broken")), [1, 2], folder.File("bad"));
        _ = Fuzzer.Over(new Stub(static _ => { }), [1, 2], folder.File("good"));

        Assert.Equal(["bad", "bad/fault.txt", "bad/stub"], folder.Names());
        Assert.Equal([1, 2], File.ReadAllBytes(folder.File("bad", "stub")));
    }

    private static Outcome Of(Action<CancellationToken> read, TimeSpan? mostWork = null) => Watch.Over(new Stub(read), "", mostWork);

    private sealed class Stub(Action<CancellationToken> read) : FuzzKind("stub", "stub", 0)
    {
        public override byte[] Make(Random random) => [];

        public override bool Read(string path, CancellationToken cancellation)
        {
            read(cancellation);
            return true;
        }
    }
}
