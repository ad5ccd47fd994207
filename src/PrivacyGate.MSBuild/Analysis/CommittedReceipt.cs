using System.Globalization;
using System.Xml.Linq;

namespace PrivacyGate.MSBuild;

/// <summary>What the receipt beside a model says, where it is about this very model, data and budget. It proves nothing: the gate measures anyway.</summary>
/// <param name="Verdict">Of all audits of the file the worst.</param>
/// <param name="Figure">Behind it; "" in a receipt of an older version.</param>
internal sealed record CommittedReceipt(string Verdict, string Figure)
{
    private const string Version = "1";

    /// <param name="model">The model as the project names it.</param>
    /// <param name="profile">The profile of this build.</param>
    /// <returns>Null where there is none, or where it is about something else.</returns>
    public static CommittedReceipt? Read(StatedModel model, string profile)
    {
        var path = model.Path + ".privacy.json";
        if (!File.Exists(path) || !File.Exists(model.Path))
        {
            return null;
        }

        try
        {
            var root = Json.Read(path);
            return (string?)root.Element("receipt") == Version && Holds(root, model) ? Worst(root, profile) : null;
        }
        catch (FormatException)
        {
            // The gate warns of a receipt that it cannot read (PG0231).
            return null;
        }
    }

    private static bool Holds(XElement root, StatedModel model) =>
        (string?)root.Element("modelSha256") == FileState.Hash(model.Path)
        && (model.Spec is null ? Audits(root).All(audit => HasBudget(audit, model.MaxAdvantage)) : (string?)root.Element("configSha256") == FileState.Hash(model.Spec))
        && Audits(root).All(audit => model.Data.All(data => !File.Exists(data.Path) || (string?)audit.Element("dataSha256")?.Element(data.Role) == FileState.Hash(data.Path)));

    private static bool HasBudget(XElement audit, string? stated) =>
        stated is null || (Number((string?)audit.Element("metrics")?.Element("advantage")?.Element("budget")) is { } budget && budget == Number(stated));

    private static double? Number(string? text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>What another profile left undecided, this one may decide.</summary>
    private static CommittedReceipt? Worst(XElement root, string profile) =>
        Audits(root).Select(static audit => new CommittedReceipt((string?)audit.Element("verdict") ?? "", (string?)audit.Element("figure") ?? ""))
            .OrderBy(static audit => KnownModel.Rank(audit.Verdict))
            .FirstOrDefault(static audit => KnownModel.IsVerdict(audit.Verdict)) is { } worst
            && (worst.Verdict != "inconclusive" || (string?)root.Element("profile") == profile)
                ? worst
                : null;

    private static IEnumerable<XElement> Audits(XElement root) => root.Element("audits")?.Elements() ?? [];
}
