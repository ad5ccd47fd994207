using System.Text.Json;
using PrivacyGate.IO.Spec;

namespace PrivacyGate.IO.Sinks.Receipts;

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
            using FileStream file = InputFile.Open(path, shown, new SourceLocation(path));
            using var receipt = JsonDocument.Parse(file);
            JsonElement root = receipt.RootElement;
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
