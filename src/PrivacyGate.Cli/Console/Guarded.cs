using PrivacyGate.IO.Files;
using PrivacyGate.IO.Sinks;
using PrivacyGate.IO.Sinks.Rules;

namespace PrivacyGate.Cli.Console;

/// <summary>The one place where exceptions become exit codes.</summary>
internal static class Guarded
{
    /// <param name="work">The command.</param>
    /// <param name="output">The output folder as far as it is known, where crash.txt goes when the program itself is at fault; null for the current folder.</param>
    public static ExitCode Run(Func<CancellationToken, ExitCode> work, Func<string?>? output = null)
    {
        using var cancellation = new Cancellation();
        try
        {
            return work(cancellation.Token);
        }
        catch (InputException problem)
        {
            Forget(output?.Invoke());
            return Tell(problem.Diagnostic);
        }
        catch (OperationCanceledException) when (cancellation.Token.IsCancellationRequested)
        {
            return Tell(Diagnostic.Error(DiagnosticIds.Cancelled, "cancelled; nothing was written"));
        }
#pragma warning disable CA1031 // The last resort of Main: whatever is left is a defect of ours, and is told as one.
        catch (Exception defect)
#pragma warning restore CA1031
        {
            Forget(output?.Invoke());
            return Tell(Diagnostic.Error(DiagnosticIds.InternalError, $"internal error: {defect.GetType().Name}; please report it with {CrashFile(output?.Invoke(), defect)}"));
        }
    }

    private static void Forget(string? folder)
    {
        if (folder is not null)
        {
            ReportFolder.ForgetVerdict(folder);
        }
    }

    private static ExitCode Tell(Diagnostic diagnostic)
    {
        Terminal.Print([ShownPaths.For(null).Of(diagnostic)]);
        return RuleCatalog.Find(diagnostic.Id).ExitCode;
    }

    private static string CrashFile(string? folder, Exception defect)
    {
        var path = Path.Combine(folder ?? "", "crash.txt");
        try
        {
            AtomicFile.WriteAllBytes(path, System.Text.Encoding.UTF8.GetBytes(CrashText.Of(defect)));
            return path;
        }
        catch (InputException)
        {
            Terminal.Unheard(() => System.Console.Error.Write(CrashText.Of(defect)));
            return "the lines above";
        }
    }
}
