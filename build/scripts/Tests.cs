namespace PrivacyGate.Scripts;

/// <summary>Every test there is, and one plain line that counts them.</summary>
internal static class Tests
{
    private static readonly string Results = Shell.PathOf("TestResults");

    public static int Run()
    {
        if (Directory.Exists(Results))
        {
            Directory.Delete(Results, recursive: true);
        }

        // Outside checkers of what we write (SARIF, HTML); tests that need one say so by name when it is absent.
        if (!Shell.Exists("npm"))
        {
            Console.WriteLine("test: no npm on PATH, so tests with outside checkers are skipped");
        }
        else if (Shell.Run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", Path.Combine("tests", "tools")) != 0)
        {
            Console.Error.WriteLine("test: npm could not restore tests/tools");
            return 1;
        }

        var exit = Shell.Run("dotnet", "test", "PrivacyGate.sln", "-c", "Release", "--nologo");
        foreach (var line in Directory.Exists(Results) ? TestTable.Read(Results) : [])
        {
            Console.WriteLine(line);
        }

        var total = TestTotals.Read(Results);
        var projects = Directory.EnumerateFiles(Shell.PathOf("tests"), "*.Tests.csproj", SearchOption.AllDirectories).Count();
        if (total.Files != projects)
        {
            Console.Error.WriteLine($"test: {projects} test projects, but {total.Files} left results: a test host crashed or did not build");
            exit = exit == 0 ? 1 : exit;
        }

        Console.WriteLine(total.Line);
        return exit == 0 && (total.Failed > 0 || total.Passed == 0) ? 1 : exit;
    }
}
