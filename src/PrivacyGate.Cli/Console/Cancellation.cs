using System.Runtime.InteropServices;

namespace PrivacyGate.Cli.Console;

/// <summary>
/// Ctrl-C, SIGTERM, SIGHUP (the terminal was closed) and Ctrl-Break as one token. The first asks the run to stop; a second one, or five seconds in which it
/// has not stopped, ends the process, whatever native code is doing.
/// </summary>
internal sealed class Cancellation : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource source = new();
    private readonly ManualResetEventSlim stopped = new();
    private readonly List<PosixSignalRegistration> registrations = [];
    private int signals;

    public Cancellation()
    {
        foreach (var signal in new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGQUIT, PosixSignal.SIGHUP })
        {
            registrations.Add(PosixSignalRegistration.Create(signal, Cancel));
        }
    }

    public CancellationToken Token => source.Token;

    public void Dispose()
    {
        stopped.Set();
        registrations.ForEach(static registration => registration.Dispose());
        source.Dispose();
    }

    private void Cancel(PosixSignalContext context)
    {
        context.Cancel = true;
        if (Interlocked.Increment(ref signals) > 1)
        {
            HardExit.Now("cancelled by a second signal");
        }

        // A thread of its own: those of the pool may all be inside the runtime.
        new Thread(Watch) { IsBackground = true }.Start();
        source.Cancel();
    }

    private void Watch()
    {
        if (!stopped.Wait(Patience))
        {
            HardExit.Now(FormattableString.Invariant($"cancelled; the run did not stop within {Patience.TotalSeconds:0} s and was ended"));
        }
    }
}
