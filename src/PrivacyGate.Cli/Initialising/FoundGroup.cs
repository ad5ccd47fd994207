using PrivacyGate.IO.Readers;
using PrivacyGate.Onnx.Inspection;
using PrivacyGate.Samples;

namespace PrivacyGate.Cli.Initialising;

/// <summary>The column that holds the query of each document of a ranking.</summary>
/// <param name="Column">Its name in the data.</param>
/// <param name="Reason">How it was found, in words.</param>
internal sealed record FoundGroup(string Column, string Reason)
{
    /// <summary>As ML.NET, LightGBM and public collections of rankings call it, letters and case apart.</summary>
    private static readonly string[] Usual = ["group", "groupid", "query", "queryid", "qid"];

    /// <summary>Null where the model is no ranking.</summary>
    /// <exception cref="InputException">The column is not there (PG0034), or was not found (PG0011).</exception>
    public static FoundGroup? Of(ModelInspection model, InitOptions options, DataPreview preview)
    {
        if (model.Task != ModelTask.Ranking)
        {
            return null;
        }

        if (options.Group is { } stated)
        {
            return preview.Columns.Any(column => column.Name == stated)
                ? new FoundGroup(stated, $"Group column {stated}: as named.")
                : throw new InputException(Diagnostic.Error(DiagnosticIds.ColumnMissing, "the members have no column of the name given by --group; check the name in the first line of the file"));
        }

        return preview.Columns.Where(column => preview.MayTell(column.Name) && Usual.Contains(Letters(column.Name))).Take(2).ToList() is [var only]
            ? new FoundGroup(only.Name, $"Group column {only.Name}: a guess by its name. Question: does it name the query that each document belongs to?")
            : throw new InputException(Diagnostic.Error(DiagnosticIds.Usage, "which column holds the query of each document was not found; name it with --group"));
    }

    private static string Letters(string name) => string.Concat(name.Where(char.IsLetter)).ToLowerInvariant();
}
