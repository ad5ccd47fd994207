using System.Diagnostics;
using System.Text.RegularExpressions;

namespace PrivacyGate.Scripts;

/// <summary>The main job on real data: one sample must fail its gate, the other must pass.</summary>
internal static partial class Demo
{
    public static int Run()
    {
        if (Packages.Pack(Packages.OfSamples, natives: "host") is null)
        {
            return Complain("packing failed");
        }

        // The second one builds beside the first, whose output is shown as it comes.
        var second = Task.Run(static () => Shell.Collect("dotnet", BuildOf("PrivateClinic")));
        Console.WriteLine();
        var leaky = Shell.Capture("dotnet", BuildOf("LeakyClinic"));

        // The compiler ran before the model was measured; from now on it quotes the figure. An earlier demo may have measured it.
        var quotes = Quotes(leaky.Lines);
        if (!quotes)
        {
            Console.WriteLine();
            quotes = Quotes(Shell.Capture("dotnet", [.. BuildOf("LeakyClinic"), "--no-restore"]).Lines);
        }

        var safe = second.GetAwaiter().GetResult();
        Console.WriteLine();
        Console.WriteLine(safe.Output);
        var leaks = leaky.Lines.Where(line => BudgetError().IsMatch(line)).Distinct().ToList();
        if (leaky.ExitCode == 0 || leaks.Count == 0)
        {
            return Complain("LeakyClinic was meant to fail its privacy gate and did not");
        }

        if (!quotes)
        {
            return Complain("the second build of LeakyClinic was meant to underline its endpoint with the measured figure and did not");
        }

        if (safe.ExitCode != 0 || safe.Output.Contains(": warning PG", StringComparison.Ordinal))
        {
            return Complain("PrivateClinic was meant to pass its privacy gate without a warning and did not");
        }

        Console.WriteLine();
        Console.WriteLine("LeakyClinic   failed its build, as it should: its model gives away who was in the training data.");
        Console.WriteLine("              Once it is measured, the compiler underlines the endpoint that returns its scores (PG1001).");
        Console.WriteLine("PrivateClinic passed its gate.");
        foreach (var report in Reports())
        {
            Console.WriteLine("report: " + Path.GetRelativePath(Shell.Root, report));
        }

        Open(Reports().FirstOrDefault());
        return 0;
    }

    private static bool Quotes(IEnumerable<string> lines) => lines.Any(static line => QuotedFigure().IsMatch(line));

    private static string[] BuildOf(string sample) => ["build", Path.Combine("samples", sample), "--nologo", "-v", "minimal", "-tl:off"];

    private static IEnumerable<string> Reports() =>
        Directory.EnumerateFiles(Shell.PathOf("samples"), "report.md", SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    /// <summary>Shows the report to a person at a desktop; a server has nobody to show it to.</summary>
    private static void Open(string? report)
    {
        var desktop = OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() || Environment.GetEnvironmentVariable("DISPLAY") is { Length: > 0 };
        if (report is null || !desktop || Environment.GetEnvironmentVariable("CI") is { Length: > 0 } || Console.IsOutputRedirected)
        {
            return;
        }

        using var viewer = Process.Start(new ProcessStartInfo(report) { UseShellExecute = true });
    }

    private static int Complain(string what)
    {
        Console.Error.WriteLine("demo: " + what);
        return 1;
    }

    [GeneratedRegex(@": error PG01\d\d: ")]
    private static partial Regex BudgetError();

    [GeneratedRegex(@": warning PG1001: .* attack advantage 0\.\d+")]
    private static partial Regex QuotedFigure();
}
