using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace PrivacyGate.Run.Training;

/// <summary>Runs the user's training program once. Whatever happens, nothing of it is left running.</summary>
internal static class TrainerProcess
{
    private static readonly TimeSpan PollingInterval = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan OutputTimeout = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Shadows train side by side. Numeric libraries that each took every core would only stand in each other's way, and sum
    /// in another order. Build servers of .NET are shared by all builds of a user, and one that this trainer started ends with it.
    /// </summary>
    private static readonly (string Name, string Value)[] Defaults =
    [
        ("OMP_NUM_THREADS", "1"), ("OPENBLAS_NUM_THREADS", "1"), ("MKL_NUM_THREADS", "1"),
        ("MSBUILDDISABLENODEREUSE", "1"), ("DOTNET_CLI_USE_MSBUILD_SERVER", "false"), ("UseSharedCompilation", "false"),
    ];

    /// <param name="arguments">The program, then its arguments.</param>
    /// <param name="folder">Where it runs.</param>
    /// <param name="timeOut">How long it may take.</param>
    /// <param name="logPath">Where what it printed is kept when it fails.</param>
    /// <param name="cancellation">Ends it, with everything it started.</param>
    /// <returns>What it printed.</returns>
    /// <exception cref="InputException">It could not be started or failed (PG0330), or took too long (PG0331).</exception>
    public static TrainerLog Run(IReadOnlyList<string> arguments, string folder, TimeSpan timeOut, string logPath, CancellationToken cancellation)
    {
        var log = new TrainerLog();
        var mark = new TrainerMark();
        using var process = Start(arguments, folder, mark);
        var printed = Task.WhenAll(TrainerLines.Read(process.StandardOutput, log.AddOutput), TrainerLines.Read(process.StandardError, log.AddError));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(timeOut);
        try
        {
            Wait(process, printed, limit.Token);
        }
        catch (OperationCanceledException)
        {
            End(process);
            cancellation.ThrowIfCancellationRequested();
            throw new InputException(Diagnostic.Error(DiagnosticIds.TrainerTimedOut, string.Create(
                CultureInfo.InvariantCulture,
                $"the training command did not end within {timeOut.TotalSeconds:0.##} s and was stopped; {log.Keep(logPath)}; give it more time in 'shadows.timeout', or a smaller task")));
        }
        finally
        {
            mark.End();
        }

        if (process.ExitCode != 0)
        {
            throw Failed(string.Create(CultureInfo.InvariantCulture, $"ended with exit code {process.ExitCode}; {log.Keep(logPath)}"));
        }

        return log;
    }

    /// <summary>Says that the program did not do what was asked.</summary>
    public static InputException Failed(string how, Exception? inner = null) => new(
        Diagnostic.Error(DiagnosticIds.TrainerFailed, $"the training command {how}; run it by hand with a file of records until it writes a model"),
        inner);

    private static Process Start(IReadOnlyList<string> arguments, string folder, TrainerMark mark)
    {
        var start = new ProcessStartInfo(arguments[0])
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in arguments.Skip(1))
        {
            start.ArgumentList.Add(argument);
        }

        TrainerEnvironment.Clean(start.Environment);
        foreach ((var name, var value) in Defaults)
        {
            start.Environment.TryAdd(name, value);
        }

        mark.Put(start.Environment);
        var process = new Process { StartInfo = start };
        try
        {
            process.Start();
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException or FileNotFoundException or DirectoryNotFoundException)
        {
            process.Dispose();
            throw Failed($"could not be started: {e.Message}", e);
        }

        process.StandardInput.Close();
        return process;
    }

    /// <summary>Until the program has ended, and a little longer for the rest of what it printed: a child it left behind holds its streams open for as long as it likes.</summary>
    private static void Wait(Process process, Task printed, CancellationToken limit)
    {
        while (!process.WaitForExit(PollingInterval))
        {
            limit.ThrowIfCancellationRequested();
        }

        using var rest = CancellationTokenSource.CreateLinkedTokenSource(limit);
        rest.CancelAfter(OutputTimeout);
        try
        {
            printed.Wait(rest.Token);
        }
        catch (OperationCanceledException) when (!limit.IsCancellationRequested)
        {
            // What the orphan still prints is not the program's.
        }
    }

    private static void End(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit(OutputTimeout);
        }
        catch (InvalidOperationException)
        {
            // It ended by itself in the meantime.
        }
    }
}
