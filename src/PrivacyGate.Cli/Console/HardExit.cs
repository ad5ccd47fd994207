using System.Diagnostics;
using System.Runtime.InteropServices;
using PrivacyGate.IO.Sinks.Rules;
using PrivacyGate.Run.Training;

namespace PrivacyGate.Cli.Console;

/// <summary>Ends the process without waiting for any thread: native code that does not return holds up an orderly exit.</summary>
internal static class HardExit
{
    private static readonly TimeSpan PatienceForOutput = TimeSpan.FromSeconds(1);

    /// <param name="why">The message of PG0320.</param>
    public static void Now(string why)
    {
        TrainerMark.EndAll();

        // Whoever reads the output may have stopped reading, and another thread may hold the console.
        var told = new Thread(() => Terminal.Print([Diagnostic.Error(DiagnosticIds.Cancelled, why)])) { IsBackground = true };
        told.Start();
        told.Join(PatienceForOutput);
        End(ExitCode.Cancelled);
    }

    /// <summary>Not Environment.Exit, which runs handlers that take the runtime down under threads still inside it.</summary>
    private static void End(ExitCode code)
    {
        try
        {
            if (OperatingSystem.IsWindows())
            {
                TerminateProcess(-1, (uint)code);
            }
            else
            {
                Exit((int)code);
            }
        }
        catch (Exception missing) when (missing is DllNotFoundException or EntryPointNotFoundException)
        {
            // A system with another C library: the process still ends, with the code of a kill.
        }

        using var self = Process.GetCurrentProcess();
        self.Kill();
    }

    [DllImport("libc", EntryPoint = "_exit")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern void Exit(int code);

    [DllImport("kernel32")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool TerminateProcess(nint process, uint code);
}
