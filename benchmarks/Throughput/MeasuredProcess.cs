using System.Diagnostics;

namespace PrivacyGate.Benchmarks.Throughput;

/// <param name="Seconds">Wall time from start to exit.</param>
/// <param name="PeakBytes">Largest resident memory seen.</param>
/// <param name="ExitCode">The process's answer.</param>
internal sealed record MeasuredProcess(double Seconds, long PeakBytes, int ExitCode)
{
    /// <summary>Runs the command line tool that was built beside this program.</summary>
    public static MeasuredProcess RunTool(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])["exec", Path.Combine(AppContext.BaseDirectory, "privacygate.dll"), .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        var watch = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        long peak = 0;
        while (!process.WaitForExit(5))
        {
            peak = Math.Max(peak, PeakOf(process));
        }

        var seconds = watch.Elapsed.TotalSeconds;
        Task.WaitAll(output, errors);
        return new MeasuredProcess(seconds, peak, process.ExitCode);
    }

    private static long PeakOf(Process process)
    {
        try
        {
            process.Refresh();
            return process.PeakWorkingSet64;
        }
        catch (InvalidOperationException)
        {
            // It ended between the two calls.
            return 0;
        }
    }
}
