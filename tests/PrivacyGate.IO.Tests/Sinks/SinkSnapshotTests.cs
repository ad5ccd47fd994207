using System.Globalization;
using PrivacyGate.IO.Sinks;
using PrivacyGate.IO.Sinks.View;

namespace PrivacyGate.IO.Tests.Sinks;

public sealed class SinkSnapshotTests
{
    public static TheoryData<string, string> Cases()
    {
        var cases = new TheoryData<string, string>();
        foreach (var sink in SinkCatalog.All)
        {
            foreach (var name in SampleReports.Names)
            {
                cases.Add(sink.FileName, name);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Reports_are_as_committed(string file, string name) =>
        Snapshot.MatchesFile(
            Repository.Path("tests", "PrivacyGate.IO.Tests", "Sinks", "Snapshots", $"{name}.{file.Replace("report.", "", StringComparison.Ordinal)}.verified"), Bytes(file, name));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Reports_do_not_depend_on_the_culture(string file, string name)
    {
        var invariant = Bytes(file, name);
        var before = CultureInfo.CurrentCulture;
        try
        {
            foreach (var culture in (string[])["de-DE", "tr-TR", "ar-SA"])
            {
                CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
                Assert.Equal(invariant, Bytes(file, name));
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Reports_are_utf8_with_line_feeds_and_a_last_line_end(string file, string name)
    {
        var bytes = Bytes(file, name);
        Assert.NotEqual(0xEF, bytes[0]);
        Assert.DoesNotContain((byte)'\r', bytes);
        Assert.Equal((byte)'\n', bytes[^1]);
        Assert.Equal(bytes, Bytes(file, name));
    }

    internal static byte[] Bytes(string file, string name) => Bytes(file, SampleReports.Of(name));

    internal static byte[] Bytes(string file, GateRun run)
    {
        using var stream = new MemoryStream();
        SinkCatalog.All.Single(sink => sink.FileName == file).Write(new ReportView(run), stream);
        return stream.ToArray();
    }
}
