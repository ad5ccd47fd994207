using System.Globalization;
using System.Text.RegularExpressions;
using PrivacyGate.IO.Spec;

namespace PrivacyGate.IO.Readers;

/// <summary>What the name of a column says of its values.</summary>
public static partial class ColumnNames
{
    private static readonly string[] RecordNumbers = ["id", "index", "idx", "key", "guid", "uuid", "rowid", "row", "nr", "no"];

    private static readonly string[] Persons =
    [
        "name", "surname", "forename", "firstname", "lastname", "fullname", "username", "nickname", "person", "patient", "customer", "client", "user", "login",
        "email", "mail", "phone", "mobile", "address", "street", "ssn", "passport", "iban",
    ];

    /// <summary>True for a column without a name, as pandas writes a frame's index, and for the name pandas gives such a column when it reads it back. Never a feature, unless the spec names it.</summary>
    public static bool IsRowNumber(string name) => name.AsSpan().Trim().IsEmpty || Unnamed().IsMatch(name);

    /// <summary>True for a name that says its values number or name the records: id, index, guid, or a name that ends in such a word (patient_id, PatientId).</summary>
    public static bool LooksLikeId(string name) => RecordNumbers.Contains(Last(name));

    /// <summary>True for a name that says its values identify persons or records: an id, a name, an address.</summary>
    public static bool MayIdentify(string name) => LooksLikeId(name) || Persons.Contains(Last(name));

    /// <summary>Slice columns of which reports number the values and do not print them: those that seem to identify persons, where no <c>subject</c> says that many persons share each value.</summary>
    public static IReadOnlyList<string> NumberedSlices(ModelSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return spec.Subject is not null || spec.Slices is not { Value: var slices } ? [] : [.. slices.Where(slice => slice != spec.Label?.Value && MayIdentify(slice))];
    }

    private static string Last(string name) => LastWord().Match(name.Trim()).Value.ToLower(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\s*Unnamed: \d+\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex Unnamed();

    /// <summary>The last word of a name in snake case, kebab case or camel case.</summary>
    [GeneratedRegex(@"([A-Z]+|[A-Z]?[a-z]+)$", RegexOptions.CultureInvariant)]
    private static partial Regex LastWord();
}
