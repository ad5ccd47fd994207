using System.Text.Encodings.Web;
using System.Text.Json;
using PrivacyGate.Auditing.Findings;
using PrivacyGate.Gating;

namespace PrivacyGate.IO.Sinks;

/// <summary>What a model's audit said, small enough to commit beside the model: a retrained model changes lines of it, where a reviewer sees them. No time, no path of a machine: the same audit gives the same bytes.</summary>
public static class Receipt
{
    /// <summary>Grows only when a reader of the older shape would misread the newer one.</summary>
    public const int Version = 1;

    private static readonly JsonWriterOptions Layout = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.Default };

    /// <summary>Where the receipt of a model file stands: beside it.</summary>
    public static string PathFor(string model) => model + ".privacy.json";

    /// <param name="header">What all audits of the file share.</param>
    /// <param name="audits">Those of this model file, in the order of the spec.</param>
    /// <param name="output">Left open.</param>
    public static void Write(ReceiptHeader header, IReadOnlyList<AuditReceipt> audits, Stream output)
    {
        ArgumentNullException.ThrowIfNull(header);
        ArgumentNullException.ThrowIfNull(audits);
        using (var json = new Utf8JsonWriter(output, Layout))
        {
            json.WriteStartObject();
            json.WriteNumber("receipt", Version);
            json.WriteString("tool", header.ToolVersion);
            json.WriteString("profile", header.Profile);
            json.WriteString("modelSha256", header.ModelSha256);
            json.WriteString("configSha256", header.ConfigSha256);
            json.WriteStartArray("audits");
            foreach (AuditReceipt audit in audits)
            {
                Write(audit, json);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        output.WriteByte((byte)'\n');
    }

    private static void Write(AuditReceipt audit, Utf8JsonWriter json)
    {
        ModelResult model = audit.Result;
        json.WriteStartObject();
        json.WriteString("name", model.Name);
        json.WriteString("verdict", Headline.Word(model.Verdict.Kind));
        Texts(json, "codes", model.Verdict.Violations.Select(static violation => violation.Code).Distinct().Order(StringComparer.Ordinal));
        json.WriteNumber("seed", model.Seed);
        json.WriteStartObject("dataSha256");
        foreach ((string role, string sha256) in audit.Data)
        {
            json.WriteString(role, sha256);
        }

        json.WriteEndObject();
        json.WriteNumber("members", model.Report.Counts.Members);
        json.WriteNumber("nonMembers", model.Report.Counts.NonMembers);
        Texts(json, "attacks", model.Report.Curves.Select(static curve => curve.Attack));
        json.WriteStartObject("metrics");
        foreach (IGrouping<string, Finding> metric in Metrics(model).OrderBy(static metric => metric.Key, StringComparer.Ordinal))
        {
            Write(metric.Key, metric.MaxBy(static finding => finding.Value)!, ModelFigures.Limit(model.Budget, metric.Key), json);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>Of each metric the budget limits the figures held against the budget; the largest of them is told.</summary>
    private static IEnumerable<IGrouping<string, Finding>> Metrics(ModelResult model) =>
        ModelFigures.Budgeted(model.Budget)
            .SelectMany(metric => ModelFigures.Gating(model, metric)).Where(static finding => finding.Value is { } value && double.IsFinite(value)).GroupBy(static finding => finding.Metric);

    private static void Write(string metric, Finding finding, double? limit, Utf8JsonWriter json)
    {
        json.WriteStartObject(metric);
        json.WriteNumber("value", finding.Value!.Value);
        Number(json, "lower", finding.Lower);
        Number(json, "upper", finding.Upper);
        json.WriteNumber("confidence", finding.Confidence);
        json.WriteString("attack", finding.ShownBy);
        Number(json, "budget", limit);
        json.WriteEndObject();
    }

    private static void Number(Utf8JsonWriter json, string name, double? number)
    {
        if (number is { } known && double.IsFinite(known))
        {
            json.WriteNumber(name, known);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static void Texts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (string text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
