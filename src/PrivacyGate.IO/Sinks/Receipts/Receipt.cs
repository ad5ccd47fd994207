using System.Text.Encodings.Web;
using System.Text.Json;
using PrivacyGate.Auditing.Findings;
using PrivacyGate.Gating;
using PrivacyGate.IO.Sinks.View;
using PrivacyGate.IO.Spec;
using PrivacyGate.Samples;

namespace PrivacyGate.IO.Sinks.Receipts;

/// <summary>What all audits of one model file share.</summary>
/// <param name="ToolVersion">Version of PrivacyGate.</param>
/// <param name="Profile">quick, standard or deep.</param>
/// <param name="ModelSha256">Of the model file and its external data.</param>
/// <param name="ConfigSha256">Of the spec.</param>
public sealed record ReceiptHeader(string ToolVersion, string Profile, string ModelSha256, string ConfigSha256);

/// <param name="Result">Figures and verdict.</param>
/// <param name="Data">Role and SHA-256 of each data file, in the order of the spec.</param>
/// <param name="Task">What the model is trained for.</param>
public sealed record AuditReceipt(ModelResult Result, IReadOnlyList<(string Role, string Sha256)> Data, ModelTask Task);

/// <summary>What a model's audit said, small enough to commit beside the model: a retrained model changes lines of it, where a reviewer sees them. No time, no path of a machine: the same audit gives the same bytes.</summary>
public static class Receipt
{
    /// <summary>Grows only when a reader of the older shape would misread the newer one.</summary>
    public const int Version = 1;

    private static readonly JsonSerializerOptions Layout = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.Default,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
    };

    /// <summary>Where the receipt of a model file stands: beside it.</summary>
    public static string PathFor(string model) => model + ".privacy.json";

    /// <param name="header">What all audits of the file share.</param>
    /// <param name="audits">Those of this model file, in the order of the spec.</param>
    /// <param name="output">Left open.</param>
    public static void Write(ReceiptHeader header, IReadOnlyList<AuditReceipt> audits, Stream output)
    {
        ArgumentNullException.ThrowIfNull(header);
        ArgumentNullException.ThrowIfNull(audits);
        JsonSerializer.Serialize(
            output,
            new { Receipt = Version, Tool = header.ToolVersion, header.Profile, header.ModelSha256, header.ConfigSha256, Audits = audits.Select(Audit) },
            Layout);
        output.WriteByte((byte)'\n');
    }

    private static object Audit(AuditReceipt audit)
    {
        var model = audit.Result;
        return new
        {
            model.Name,
            Task = ModelTasks.Name(audit.Task),
            Verdict = Headline.Word(model.Verdict.Kind),
            Figure = VerdictFigure.Of(model),
            Codes = model.Verdict.Violations.Select(static violation => violation.Code).Distinct().Order(StringComparer.Ordinal),
            model.Seed,
            DataSha256 = new OrderedDictionary<string, string>(audit.Data.Select(static data => KeyValuePair.Create(data.Role, data.Sha256))),
            model.Report.Counts.Members,
            model.Report.Counts.NonMembers,
            Attacks = model.Report.Curves.Select(static curve => curve.Attack),
            Metrics = new SortedDictionary<string, object>(Metrics(model).ToDictionary(static metric => metric.Key, metric => Metric([.. metric], model.Budget)), StringComparer.Ordinal),
        };
    }

    /// <summary>Of each metric the budget limits the figures held against the budget.</summary>
    private static IEnumerable<IGrouping<string, Finding>> Metrics(ModelResult model) =>
        ModelFigures.Budgeted(model.Budget)
            .SelectMany(metric => ModelFigures.Gating(model, metric)).Where(static finding => finding.Value is { } value && double.IsFinite(value)).GroupBy(static finding => finding.Metric);

    /// <summary>The largest of them is told.</summary>
    private static object Metric(IReadOnlyList<Finding> findings, Budget budget)
    {
        var largest = findings.MaxBy(static finding => finding.Value)!;
        return new
        {
            largest.Value,
            Lower = Finite(largest.Lower),
            Upper = Finite(largest.Upper),
            largest.Confidence,
            Attack = largest.ShownBy,
            Budget = Finite(ModelFigures.Limit(budget, largest.Metric)),
        };
    }

    private static double? Finite(double? number) => number is { } known && double.IsFinite(known) ? known : null;
}

/// <summary>How many records the audits of a receipt were made with.</summary>
/// <param name="Members">Members.</param>
/// <param name="NonMembers">Non-members.</param>
public sealed record ReceiptCounts(int Members, int NonMembers)
{
    /// <summary>Those of one audit of a receipt; null where there is no such receipt, or no such audit in it.</summary>
    /// <param name="path">The receipt.</param>
    /// <param name="shown">The same for messages.</param>
    /// <param name="name">The model's name in the spec.</param>
    /// <exception cref="InputException">PG0021: it cannot be read, or is no receipt of this version.</exception>
    public static ReceiptCounts? Read(string path, string shown, string name)
    {
        if (!Path.Exists(path))
        {
            return null;
        }

        try
        {
            using var file = InputFile.Open(path, shown, new SourceLocation(path));
            using var receipt = JsonDocument.Parse(file);
            var root = receipt.RootElement;
            return root.GetProperty("receipt").GetInt32() == Receipt.Version
                ? root.GetProperty("audits").EnumerateArray()
                    .Where(audit => audit.GetProperty("name").GetString() == name)
                    .Select(static audit => new ReceiptCounts(audit.GetProperty("members").GetInt32(), audit.GetProperty("nonMembers").GetInt32()))
                    .FirstOrDefault()
                : throw Unreadable(path, shown, null);
        }
        catch (Exception problem) when (problem is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw Unreadable(path, shown, problem);
        }
    }

    private static InputException Unreadable(string path, string shown, Exception? problem) => new(
        Diagnostic.Error(DiagnosticIds.FileUnreadable, $"{shown} is no receipt of this version, so write it anew with 'privacygate check --receipt', or remove it", new SourceLocation(path)), problem);
}
