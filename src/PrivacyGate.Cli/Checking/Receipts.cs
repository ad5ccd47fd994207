using PrivacyGate.Gating;
using PrivacyGate.IO.Sinks;
using PrivacyGate.IO.Spec;

namespace PrivacyGate.Cli.Checking;

/// <summary>Writes a receipt beside each model file that was audited.</summary>
internal static class Receipts
{
    /// <exception cref="InputException">PG0014: a folder of a model cannot be written.</exception>
    public static void Write(GateSpec spec, GateReport report, FileHashes hashes, CancellationToken cancellation)
    {
        var config = hashes.Of(Path.GetFullPath(spec.Path));
        foreach (var file in spec.Models.GroupBy(static model => model.Model.FullPath))
        {
            AuditReceipt[] audits = [.. from model in file
                                        from result in report.Models
                                        where result.Name == model.Name.Value
                                        select new AuditReceipt(result, [.. model.Sources.Select(source => (source.Role, hashes.Of(source.File.FullPath)))])];
            if (audits.Length == 0)
            {
                continue;
            }

            cancellation.ThrowIfCancellationRequested();
            using var bytes = new MemoryStream();
            Receipt.Write(new ReceiptHeader(report.ToolVersion, report.Profile, audits[0].Result.Sha256, config), audits, bytes);
            AtomicFile.WriteAllBytes(Receipt.PathFor(file.Key), bytes.ToArray());
        }
    }
}
