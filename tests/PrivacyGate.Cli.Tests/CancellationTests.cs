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

        using (var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            kill.WaitForExit();
        }

        var run = Tool.Finish(process);

        Assert.Equal(130, run.ExitCode);
        Assert.Contains("PG0320", run.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(clinic.File("out")));
        Assert.DoesNotContain(clinic.Names(), static name => name.EndsWith(".tmp", StringComparison.Ordinal) || name.EndsWith("out", StringComparison.Ordinal));
        Assert.Empty(Directory.GetFiles(clinic.File("cache"), "*.json"));
    }
}
