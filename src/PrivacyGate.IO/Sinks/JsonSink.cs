namespace PrivacyGate.IO.Sinks;

/// <summary>report.json: every figure with every digit.</summary>
public sealed class JsonSink : ISink
{
    public string FileName => ReportJson.FileName;

    public void Write(GateRun run, Stream output) => ReportJson.Write(run, output);
}
