using System.Diagnostics;

namespace PrivacyGate.Scripts;

/// <summary>Starts programs in the repository's root.</summary>
internal static class Shell
{
    public static string Root { get; } = FindRoot();

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>Whether a program is on PATH.</summary>
    public static bool Exists(string program)
    {
        string[] endings = OperatingSystem.IsWindows() ? [".exe", ".cmd"] : [""];
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Any(folder => endings.Any(ending => File.Exists(Path.Combine(folder, program + ending))));
    }

    /// <summary>Runs with output passed through; the exit code comes back.</summary>
    public static int Run(string program, params string[] arguments)
    {
        Console.WriteLine($"> {program} {string.Join(' ', arguments)}");
        using var process = Start(program, arguments, capture: false);
        process.WaitForExit();
        return process.ExitCode;
    }

    /// <summary>Runs with output both shown and returned.</summary>
    public static (int ExitCode, IReadOnlyList<string> Lines) Capture(string program, params string[] arguments)
    {
        Console.WriteLine($"> {program} {string.Join(' ', arguments)}");
        using var process = Start(program, arguments, capture: true);
        var lines = new List<string>();
        while (process.StandardOutput.ReadLine() is { } line)
        {
            lines.Add(line);
            Console.WriteLine(line);
        }

        process.WaitForExit();
        return (process.ExitCode, lines);
    }

    /// <summary>Runs and returns all it printed, for what runs beside others.</summary>
    public static (int ExitCode, string Output) Collect(string program, params string[] arguments)
    {
        using var process = Start(program, arguments, capture: true);
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, $"> {program} {string.Join(' ', arguments)}\n{output}");
    }

    private static Process Start(string program, string[] arguments, bool capture)
    {
        // npm is a script on Windows, which only its shell starts.
        var viaShell = OperatingSystem.IsWindows() && program == "npm";
        var start = new ProcessStartInfo(viaShell ? "cmd.exe" : program)
        {
            WorkingDirectory = Root,
            UseShellExecute = false,
            RedirectStandardOutput = capture,
        };
        foreach (var argument in viaShell ? ["/c", program, .. arguments] : arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start");
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "PrivacyGate.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("PrivacyGate.sln was not found above " + AppContext.BaseDirectory);
    }
}
