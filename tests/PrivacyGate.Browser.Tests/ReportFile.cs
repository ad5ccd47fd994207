using PrivacyGate.IO.Sinks.Html;
using PrivacyGate.IO.Sinks.View;

namespace PrivacyGate.Browser.Tests;

internal static class ReportFile
{
    /// <summary>Writes report.html and gives its path.</summary>
    public static string Write(TemporaryFolder folder, GateRun run)
    {
        var file = folder.File("report.html");
        using var stream = File.Create(file);
        new HtmlSink().Write(new ReportView(run), stream);
        return file;
    }
}
