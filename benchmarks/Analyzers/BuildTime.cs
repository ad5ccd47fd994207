using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace PrivacyGate.Benchmarks.Analyzers;

/// <param name="Seconds">Processor time of the build and all that it started.</param>
/// <param name="Analyzers">Of that, in all analyzers, as the compiler reports it.</param>
/// <param name="Ours">Of that, in ours.</param>
internal sealed record MeasuredBuild(double Seconds, double Analyzers, double Ours);

/// <summary>Builds a synthetic project in turns with and without the analyzers. Processor time, because other programs share the machine.</summary>
internal static partial class BuildTime
{
    private const int Pairs = 5;

    private const int OfChildren = -1;

    public static void Print(TextWriter output)
    {
        var folder = Directory.CreateTempSubdirectory("privacygate-analyzers-").FullName;
        try
        {
            var managed = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "references.txt")).Single(static path => Path.GetFileName(path) == "Microsoft.ML.OnnxRuntime.dll");
            Synthetic.Write(folder, Path.Combine(AppContext.BaseDirectory, "PrivacyGate.Analyzers.dll"), managed);
            Run(folder, "restore");
            Build(folder, true);
            var pairs = Enumerable.Range(0, Pairs).Select(_ => (Without: Build(folder, false), With: Build(folder, true))).ToList();
            Table(pairs, output);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Table(List<(MeasuredBuild Without, MeasuredBuild With)> pairs, TextWriter output)
    {
        output.WriteLine("# Analyzers");
        output.WriteLine();
        output.WriteLine($"Made by `dotnet run -c Release --project benchmarks/Analyzers -- time`. {RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}, {Environment.ProcessorCount} cores, {RuntimeInformation.FrameworkDescription}.");
        output.WriteLine();
        output.WriteLine($"A service of {Synthetic.Controllers + Synthetic.Others:N0} files ({Synthetic.Controllers} controllers that run a model, {Synthetic.Others:N0} classes of other code that logs), built {Pairs} times without and {Pairs} times with the analyzers, in turns, after one build to warm up. Seconds of processor time of the whole build, and in analyzers as the compiler reports them.");
        output.WriteLine();
        output.WriteLine("| pair | build without (s) | build with (s) | in all analyzers (s) | in ours (s) | ours in the build |");
        output.WriteLine("|---|---|---|---|---|---|");
        for (var i = 0; i < pairs.Count; i++)
        {
            var (without, with) = pairs[i];
            output.WriteLine($"| {i + 1} | {without.Seconds:F1} | {with.Seconds:F1} | {with.Analyzers:F2} | {with.Ours:F2} | {Percent(with.Ours / with.Seconds)} |");
        }

        output.WriteLine();
        output.WriteLine($"Median share of our analyzers in the processor time of the build: {Percent(Median(pairs.Select(static pair => pair.With.Ours / pair.With.Seconds)))}.");
        output.WriteLine($"Median of build with / build without, less 1: {Percent(Median(pairs.Select(static pair => (pair.With.Seconds / pair.Without.Seconds) - 1)))}; the same of one build without against the next: {Percent(Median(pairs.Zip(pairs.Skip(1), static (one, next) => Math.Abs((next.Without.Seconds / one.Without.Seconds) - 1))))}.");
    }

    private static string Percent(double share) => (100 * share).ToString("F2", CultureInfo.InvariantCulture) + " %";

    private static double Median(IEnumerable<double> values) => values.Order().ToList() is var sorted ? sorted[sorted.Count / 2] : 0;

    private static MeasuredBuild Build(string folder, bool with)
    {
        var before = ProcessorTime();
        var text = Run(folder, "build", "--no-restore", "--no-incremental", "-m:1", "-nodeReuse:false", "-v:detailed", "-tl:off", $"-p:WithPrivacyGate={(with ? "true" : "false")}");
        var seconds = ProcessorTime() - before;
        var ours = OfOurs().Match(text);
        if (with != ours.Success)
        {
            throw new InvalidOperationException($"our analyzers {(with ? "did not run" : "ran")}");
        }

        return new MeasuredBuild(seconds, Number(OfAll().Match(text)), with ? Number(ours) : 0);
    }

    private static double Number(Match match) => double.Parse(match.Groups["seconds"].Value, CultureInfo.InvariantCulture);

    private static string Run(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true };
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "false";
        using var process = Process.Start(start)!;
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? text : throw new InvalidOperationException(text[^Math.Min(text.Length, 2_000)..]);
    }

    /// <summary>Seconds of all processes that this one started and that ended.</summary>
    private static double ProcessorTime()
    {
        var usage = new long[18];
        return GetResourceUsage(OfChildren, usage) == 0
            ? usage[0] + usage[2] + ((usage[1] + usage[3]) / 1e6)
            : throw new InvalidOperationException("getrusage failed");
    }

    [LibraryImport("libc", EntryPoint = "getrusage")]
    private static partial int GetResourceUsage(int who, [Out] long[] usage);

    [GeneratedRegex(@"Total analyzer execution time: (?<seconds>[0-9.]+) seconds")]
    private static partial Regex OfAll();

    [GeneratedRegex(@"(?<seconds>[0-9.]+)\s+\S+\s+PrivacyGate\.Analyzers, Version")]
    private static partial Regex OfOurs();
}
