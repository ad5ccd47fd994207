using System.Diagnostics;
using System.Globalization;

namespace PrivacyGate.Cli.Tests;

public class CancellationTests
{
    [UnixFact]
    public void A_run_stopped_half_way_leaves_nothing_behind()
    {
        using var clinic = Clinic.Leaky();
        var lines = File.ReadAllLines(clinic.File("members.csv"));
        File.WriteAllLines(clinic.File("members.csv"), Enumerable.Repeat(lines[1..], 4000).SelectMany(static copy => copy).Prepend(lines[0]));
        using var process = Tool.Start(clinic.Path, "check", "--out", "out", "--cache", "cache");

        // The lock appears when the audit begins.
        while (!process.HasExited && !Directory.Exists(clinic.File("cache")))
        {
            Thread.Sleep(10);
        }

        Signal(process, "TERM");

        var run = Tool.Finish(process);

        Assert.Equal(130, run.ExitCode);
        Assert.Contains("PG0320", run.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(clinic.File("out")));
        Assert.DoesNotContain(clinic.Names(), static name => name.EndsWith(".tmp", StringComparison.Ordinal) || name.EndsWith("out", StringComparison.Ordinal));
        Assert.Empty(Directory.GetFiles(clinic.File("cache"), "*.json"));
    }

    /// <summary>One loop begins at the probe's first record, the other at the audit's first full batch.</summary>
    [UnixTheory]
    [InlineData(1)]
    [InlineData(20)]
    public void A_model_that_does_not_end_is_stopped_by_a_signal(int rows) => AssertStops("TERM", rows);

    /// <summary>A terminal that is closed, or a connection that breaks.</summary>
    [SignalFact("HUP")]
    public void A_model_that_does_not_end_is_stopped_by_a_closed_terminal() => AssertStops("HUP", 1);

    [SignalFact("INT")]
    public void A_model_that_does_not_end_is_stopped_by_an_interrupt() => AssertStops("INT", 1);

    private static void AssertStops(string signal, int rows)
    {
        using var clinic = Clinic.Leaky();
        DisturbedModel.PutEndlessLoop(clinic.File("tumour.onnx"), rows);
        using var process = StartBusy(clinic);

        Signal(process, signal);
        var (run, seconds) = Ended(process);

        Assert.Equal(130, run.ExitCode);
        Assert.Contains("PG0320: cancelled; nothing was written", run.Output, StringComparison.Ordinal);
        Assert.InRange(seconds, 0, 30);
        Assert.False(Directory.Exists(clinic.File("out")));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    public void A_model_that_does_not_end_is_stopped_by_the_time_budget(int rows)
    {
        using var clinic = Clinic.Leaky();
        DisturbedModel.PutEndlessLoop(clinic.File("tumour.onnx"), rows);
        var clock = Stopwatch.StartNew();

        var run = clinic.Check("--time-budget", "3s", "--profile", "quick");

        Assert.InRange(clock.Elapsed.TotalSeconds, 2, 60);
        Assert.True(run.Output.Contains("PG0212", StringComparison.Ordinal), run.Output);
        Assert.DoesNotContain("\"verdict\": \"pass\"", clinic.Read("out/report.json"), StringComparison.Ordinal);
    }

    [UnixFact]
    public void What_the_runtime_cannot_interrupt_is_ended_five_seconds_after_the_signal()
    {
        using var clinic = Clinic.Leaky();
        DisturbedModel.PutSlowOperator(clinic.File("tumour.onnx"));
        using var process = StartBusy(clinic);

        Signal(process, "TERM");
        var (run, seconds) = Ended(process);

        Assert.Equal(130, run.ExitCode);
        Assert.Contains("PG0320: cancelled; the run did not stop within 5 s and was ended", run.Output, StringComparison.Ordinal);
        Assert.InRange(seconds, 4.5, 30);
    }

    [UnixFact]
    public void A_second_signal_ends_the_run_at_once()
    {
        using var clinic = Clinic.Leaky();
        DisturbedModel.PutSlowOperator(clinic.File("tumour.onnx"));
        using var process = StartBusy(clinic);

        Signal(process, "TERM");
        Thread.Sleep(500);
        Signal(process, "TERM");
        var (run, seconds) = Ended(process);

        Assert.Equal(130, run.ExitCode);
        Assert.Contains("PG0320: cancelled by a second signal", run.Output, StringComparison.Ordinal);
        Assert.InRange(seconds, 0, 30);
    }

    /// <summary>A check that has been inside the model for a while: what comes before takes less processor time than four seconds.</summary>
    private static Process StartBusy(Clinic clinic)
    {
        var process = Tool.Start(clinic.Path, "check", "--out", "out", "--profile", "quick");
        while (!process.HasExited && process.TotalProcessorTime < TimeSpan.FromSeconds(4))
        {
            Thread.Sleep(50);
        }

        Assert.False(process.HasExited, process.HasExited ? Tool.Finish(process).Output : "");
        return process;
    }

    private static void Signal(Process process, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    private static (ToolRun Run, double Seconds) Ended(Process process)
    {
        var clock = Stopwatch.StartNew();
        using var never = new Timer(_ => process.Kill(entireProcessTree: true), null, 60_000, Timeout.Infinite);
        return (Tool.Finish(process), clock.Elapsed.TotalSeconds);
    }
}
