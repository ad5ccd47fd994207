using System.Globalization;
using System.Xml.Linq;

namespace PrivacyGate.Scripts;

/// <summary>Where the time of a test run goes: each suite, and the slowest tests.</summary>
internal static class TestTable
{
    private const int Slowest = 10;

    public static IEnumerable<string> Read(string folder)
    {
        var suites = Directory.EnumerateFiles(folder, "*.trx").Select(Suite.Read).OrderByDescending(static suite => suite.Seconds).ToList();
        yield return string.Create(CultureInfo.InvariantCulture, $"{"suite",-28} {"tests",6} {"wall s",7}");
        foreach (var suite in suites)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{suite.Name,-28} {suite.Tests.Count,6} {suite.Seconds,7:0}");
        }

        yield return "slowest tests";
        foreach (var (name, seconds) in suites.SelectMany(static suite => suite.Tests).OrderByDescending(static test => test.Seconds).Take(Slowest))
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{seconds,7:0.0} s  {name}");
        }
    }

    private sealed record Suite(string Name, double Seconds, IReadOnlyList<(string Name, double Seconds)> Tests)
    {
        public static Suite Read(string path)
        {
            var run = XDocument.Load(path);
            var times = run.Descendants().Single(static element => element.Name.LocalName == "Times");
            DateTimeOffset At(string name) => DateTimeOffset.Parse(times.Attribute(name)!.Value, CultureInfo.InvariantCulture);
            return new Suite(
                Path.GetFileNameWithoutExtension(path),
                (At("finish") - At("start")).TotalSeconds,
                [.. run.Descendants().Where(static element => element.Name.LocalName == "UnitTestResult").Select(static test => (test.Attribute("testName")!.Value, Duration(test)))]);
        }

        /// <summary>A skipped test has none.</summary>
        private static double Duration(XElement test) =>
            test.Attribute("duration") is { } duration ? TimeSpan.Parse(duration.Value, CultureInfo.InvariantCulture).TotalSeconds : 0;
    }
}
