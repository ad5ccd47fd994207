using PrivacyGate.Auditing;
using PrivacyGate.Gating;
using PrivacyGate.IO.Files;
using PrivacyGate.IO.Sinks.Receipts;
using PrivacyGate.IO.Spec;
using PrivacyGate.Run.Keeping;

namespace PrivacyGate.Cli.Checking;

/// <summary>Writes a receipt beside each model file that was audited whole. What it cannot write it tells of: the verdict stands without it.</summary>
internal static class Receipts
{
    /// <returns>An error (PG0014) for each that could not be written, a warning (PG0016) for each that was left as it was.</returns>
    public static IReadOnlyList<Diagnostic> Write(GateSpec spec, GateReport report, FileHashes hashes) =>
        [.. spec.Models.GroupBy(static model => model.Model.FullPath).SelectMany(file => Write([.. file], Path.GetFullPath(spec.Path), report, hashes))];

    private static IEnumerable<Diagnostic> Write(ModelSpec[] entries, string spec, GateReport report, FileHashes hashes)
    {
        AuditReceipt[] audits = [.. from model in entries
                                    from result in report.Models
                                    where result.Name == model.Name.Value
                                    select new AuditReceipt(result, [.. model.Sources.Select(source => (source.Role, hashes.Of(source.File.FullPath)))], model.Task.Value)];
        if (audits.Length == 0)
        {
            // What kept all of them from being audited is told as an error.
            return [];
        }

        var header = new ReceiptHeader(report.ToolVersion, report.Profile, audits[0].Result.Sha256, hashes.Of(spec));
        return Missing(entries.Length, header, audits) is { } reason
            ? [Diagnostic.Warning(
                DiagnosticIds.ReceiptNotWritten,
                $"{entries[0].Model.Path}: no receipt is written, and one that is there is left as it is: {reason}",
                entries[0].Location)]
            : Write(Receipt.PathFor(entries[0].Model.FullPath), header, audits);
    }

    private static IEnumerable<Diagnostic> Write(string path, ReceiptHeader header, AuditReceipt[] audits)
    {
        using var bytes = new MemoryStream();
        Receipt.Write(header, audits, bytes);
        try
        {
            AtomicFile.WriteAllBytes(path, bytes.ToArray());
            return [];
        }
        catch (InputException problem)
        {
            return [problem.Diagnostic];
        }
    }

    /// <summary>What a receipt of these audits would lack, or null.</summary>
    private static string? Missing(int entries, ReceiptHeader header, AuditReceipt[] audits) =>
        audits.Length < entries ? "another model of the spec with this file could not be audited; mend that first"
        : audits.Any(static audit => IsCutOff(audit.Result.Report)) ? "the time budget ended before the audit was whole; give more time"
        : audits.SelectMany(static audit => audit.Data.Select(static data => data.Sha256)).Append(header.ConfigSha256).Contains(FileHashes.None)
            ? "a file could not be hashed; see that all files of the spec can be read"
        : null;

    private static bool IsCutOff(AuditReport report) => report.Reservations.Any(static reservation => reservation.Id == DiagnosticIds.StoppedEarly);
}
