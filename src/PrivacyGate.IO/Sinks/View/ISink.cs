namespace PrivacyGate.IO.Sinks.View;

/// <summary>Writes one file of the report. Computes no figure; same run, same bytes: UTF-8 without mark, line feeds, no clock, no culture.</summary>
public interface ISink
{
    /// <summary>Name within the output folder.</summary>
    string FileName { get; }

    void Write(ReportView report, Stream output);
}
