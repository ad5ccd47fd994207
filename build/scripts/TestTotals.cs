using System.Globalization;
using System.Xml.Linq;

namespace PrivacyGate.Scripts;

/// <summary>The counters of all result files, added up.</summary>
internal sealed record TestTotals(int Files, int Passed, int Failed, int Skipped)
{
    public string Line => Skipped > 0 ? $"{Passed} passed, {Failed} failed, {Skipped} skipped" : $"{Passed} passed, {Failed} failed";

    public static TestTotals Read(string folder) =>
        Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, "*.trx").Select(ReadFile).Aggregate(new TestTotals(0, 0, 0, 0), Add)
            : new TestTotals(0, 0, 0, 0);

    private static TestTotals ReadFile(string path)
    {
        var counters = XDocument.Load(path).Descendants().Single(element => element.Name.LocalName == "Counters");
        int Count(string name) => int.Parse(counters.Attribute(name)!.Value, CultureInfo.InvariantCulture);

        // A skipped test counts in "total" but not in "executed"; "notExecuted" stays 0.
        return new TestTotals(1, Count("passed"), Count("executed") - Count("passed"), Count("total") - Count("executed"));
    }

    private static TestTotals Add(TestTotals a, TestTotals b) =>
        new(a.Files + b.Files, a.Passed + b.Passed, a.Failed + b.Failed, a.Skipped + b.Skipped);
}
