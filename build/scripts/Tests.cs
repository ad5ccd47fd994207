using System.Collections.Concurrent;

namespace PrivacyGate.Scripts;

/// <summary>Every test there is, and one plain line that counts them.</summary>
internal static class Tests
{
    /// <summary>By how long they took in a whole run, two at a time: 280 s down to 55 s. Those not named take half a minute or less.</summary>
    private static readonly string[] Long =
        ["PrivacyGate.Browser.Tests", "PrivacyGate.Package.Tests", "PrivacyGate.Tests", "PrivacyGate.Cli.Tests", "PrivacyGate.MLNet.Tests", "PrivacyGate.Onnx.Tests", "PrivacyGate.Analyzers.Tests", "PrivacyGate.Fuzz.Tests", "PrivacyGate.GitHub.Tests"];

    private static readonly string Results = Shell.PathOf("TestResults");

    public static int Run()
    {
        if (Directory.Exists(Results))
        {
            Directory.Delete(Results, recursive: true);
        }

        var checkers = Task.Run(RestoreCheckers);
        var exit = Shell.Run("dotnet", "build", "PrivacyGate.sln", "-c", "Release", "--nologo", "-v", "quiet");
        var (checkersExit, output) = checkers.GetAwaiter().GetResult();
        Console.WriteLine(output);
        if (checkersExit != 0)
        {
            Console.Error.WriteLine("test: npm could not restore tests/tools");
        }

        if (exit != 0 || checkersExit != 0)
        {
            return exit != 0 ? exit : 1;
        }

        var projects = Directory.EnumerateFiles(Shell.PathOf("tests"), "*.Tests.csproj", SearchOption.AllDirectories).ToList();
        exit = RunSideBySide(projects);
        foreach (var line in Directory.Exists(Results) ? TestTable.Read(Results) : [])
        {
            Console.WriteLine(line);
        }

        var total = TestTotals.Read(Results);
        if (total.Files != projects.Count)
        {
            Console.Error.WriteLine($"test: {projects.Count} test projects, but {total.Files} left results: a test host crashed or did not build");
            exit = exit == 0 ? 1 : exit;
        }

        Console.WriteLine(total.Line);
        return exit == 0 && (total.Failed > 0 || total.Passed == 0) ? 1 : exit;
    }

    /// <summary>Outside checkers of what we write (SARIF, HTML), fetched while the rest is built; tests that need one say so by name when it is absent.</summary>
    private static (int ExitCode, string Output) RestoreCheckers() => Shell.Exists("npm")
        ? Shell.Collect("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", Path.Combine("tests", "tools"))
        : (0, "test: no npm on PATH, so tests with outside checkers are skipped");

    /// <summary>Two suites at a time, those that take longest first, so that none of them is left for the end. A suite's output comes in one piece.</summary>
    private static int RunSideBySide(IEnumerable<string> projects)
    {
        var worst = 0;
        var turns = new ParallelOptions { MaxDegreeOfParallelism = 2 };
        var longestFirst = projects.OrderBy(static project => Array.IndexOf(Long, Path.GetFileNameWithoutExtension(project)) is >= 0 and var place ? place : Long.Length);
        Parallel.ForEach(Partitioner.Create(longestFirst, EnumerablePartitionerOptions.NoBuffering), turns, project =>
        {
            // The assembly, not the project: that would load and evaluate the whole project once more.
            var name = Path.GetFileNameWithoutExtension(project);
            var assembly = Path.Combine(Path.GetDirectoryName(project)!, "bin", "Release", "net10.0", name + ".dll");
            var (exitCode, output) = Shell.Collect("dotnet", "test", assembly, "--nologo", "--logger", $"trx;LogFileName={name}.trx", "--results-directory", Results);
            lock (turns)
            {
                Console.WriteLine(output);
                worst = worst == 0 ? exitCode : worst;
            }
        });
        return worst;
    }
}
