using System.Diagnostics;
using PrivacyGate.Fuzz.Tests.Kinds;

namespace PrivacyGate.Fuzz.Tests;

/// <summary>How an input ended.</summary>
internal enum Fate
{
    Read,
    Refused,
    Fault,
}

/// <param name="Fate">How it ended.</param>
/// <param name="Reason">What was thrown, if anything.</param>
internal sealed record Outcome(Fate Fate, string? Reason = null);

/// <summary>The oracle: an input is read, or refused with a code, in time and in memory. Anything else is a fault.</summary>
internal static class Watch
{
    private const long MostBytes = 2L << 30;

    /// <summary>Processor time, so that a busy machine makes no fault; what waits for ever takes none, hence the clock as well.</summary>
    private static readonly TimeSpan MostWork = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan MostTime = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan PatienceWithStopping = TimeSpan.FromSeconds(30);

    /// <param name="kind">Who reads it.</param>
    /// <param name="path">The input.</param>
    /// <param name="mostWork">Processor time it may take, if not <see cref="MostWork"/>.</param>
    public static Outcome Over(FuzzKind kind, string path, TimeSpan? mostWork = null)
    {
        using var stop = new CancellationTokenSource();
        Outcome? outcome = null;
        var start = Usage.Now(mostWork ?? MostWork);
        var reading = new Thread(() => outcome = Try(kind, path, stop.Token)) { IsBackground = true };
        reading.Start();
        while (!reading.Join(Look))
        {
            if (start.Breach() is { } breach)
            {
                stop.Cancel();
                return new Outcome(Fate.Fault, reading.Join(PatienceWithStopping) ? breach : breach + ", and did not stop when told to");
            }
        }

        return start.Breach() is { } late ? new Outcome(Fate.Fault, late) : outcome!;
    }

    private static Outcome Try(FuzzKind kind, string path, CancellationToken cancellation)
    {
        try
        {
            return new Outcome(kind.Read(path, cancellation) ? Fate.Read : Fate.Refused);
        }
        catch (InputException refusal)
        {
            return refusal.Diagnostic.Id is ['P', 'G', _, _, _, _] and not DiagnosticIds.InternalError && refusal.Diagnostic.Message.Length > 0
                ? new Outcome(Fate.Refused, $"{refusal.Diagnostic.Id}: {refusal.Message}")
                : new Outcome(Fate.Fault, $"a refusal without a code: {refusal}");
        }
#pragma warning disable CA1031 // Whatever else is thrown is what is looked for.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            return new Outcome(Fate.Fault, fault.ToString());
        }
    }

    private sealed record Usage(TimeSpan Most, TimeSpan Work, Stopwatch Clock, long Memory, long Peak)
    {
        public static Usage Now(TimeSpan most) => new(most, Environment.CpuUsage.TotalTime, Stopwatch.StartNew(), Environment.WorkingSet, PeakOfProcess());

        public string? Breach()
        {
            var peak = PeakOfProcess();
            return Environment.CpuUsage.TotalTime - Work is var work && work > Most ? FormattableString.Invariant($"took more than {work.TotalSeconds:0} s of processor time")
                : Clock.Elapsed > MostTime ? FormattableString.Invariant($"took longer than {Clock.Elapsed.TotalSeconds:0} s")
                : peak > Peak && peak - Memory > MostBytes ? FormattableString.Invariant($"took {(peak - Memory) >> 20} MB of memory")
                : null;
        }

        private static long PeakOfProcess()
        {
            using var self = Process.GetCurrentProcess();
            return self.PeakWorkingSet64;
        }
    }
}
