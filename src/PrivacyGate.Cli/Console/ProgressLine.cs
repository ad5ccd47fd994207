using System.Globalization;
using PrivacyGate.IO.Printing;
using PrivacyGate.Run.Options;

namespace PrivacyGate.Cli.Console;

/// <summary>One line on a terminal's error stream that appears when work takes longer than a second, and goes away after it. Nothing at all when nobody watches.</summary>
internal sealed class ProgressLine : IProgress<RunProgress>, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly TextWriter terminal;
    private readonly TimeProvider clock;
    private readonly long started;
    private readonly Lock gate = new();
    private long lastDrawn;
    private int drawnLength;

    private ProgressLine(TextWriter terminal, TimeProvider clock)
    {
        this.terminal = terminal;
        this.clock = clock;
        started = lastDrawn = clock.GetTimestamp();
    }

    public static ProgressLine Create(bool enabled, TimeProvider clock) =>
        new(enabled && !System.Console.IsErrorRedirected ? System.Console.Error : TextWriter.Null, clock);

    /// <summary>Thread-safe and cheap; draws at most ten times a second.</summary>
    public void Report(RunProgress value)
    {
        if (terminal == TextWriter.Null)
        {
            return;
        }

        lock (gate)
        {
            if (clock.GetElapsedTime(started) < Patience || clock.GetElapsedTime(lastDrawn) < Interval)
            {
                return;
            }

            lastDrawn = clock.GetTimestamp();
            var elapsed = clock.GetElapsedTime(started).TotalSeconds;
            Draw(string.Create(CultureInfo.InvariantCulture, $"{LogLine.Text(value.Model)}: {value.Step} {value.Count:N0} ({elapsed:F0} s)"));
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            Draw("");
        }
    }

    private void Draw(string text)
    {
        if (drawnLength == 0 && text.Length == 0)
        {
            return;
        }

        terminal.Write('\r' + text.PadRight(drawnLength) + (text.Length == 0 ? "\r" : ""));
        terminal.Flush();
        drawnLength = text.Length;
    }
}
