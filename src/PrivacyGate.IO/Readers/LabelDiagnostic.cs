using System.Text.Encodings.Web;
using PrivacyGate.IO.Spec;

namespace PrivacyGate.IO.Readers;

/// <summary>What to say of a label that is none of the classes.</summary>
internal static class LabelDiagnostic
{
    /// <summary>More different labels than this are no classes, and are not repeated in a log.</summary>
    private const int MostClassesListed = 20;

    public static InputException Of(LabelMap labels, string column, RecordSource source, SourceLocation place, IReadOnlyCollection<string> seen)
    {
        var start = $"{MessageText.Plain(source.File.Path)}, label column {MessageText.Quote(column)}: the label is none of the model's classes ({labels.Describe()})";
        var cure = seen.Count is > MostClassesListed or 0 ? "the column holds many different values; is it the label?"
            : labels.Names is null && (labels.ClassCount == 0 || seen.Count <= labels.ClassCount)
                ? $"say which text is which class, in the order of the model's scores: \"classes\":{Json(seen)}"
                : $"labels seen from here on: {MessageText.List(seen)}; mend the data, or the list 'classes'";
        return new InputException(Diagnostic.Error(DiagnosticIds.LabelOutsideClasses, $"{start}; {cure}", place));
    }

    /// <summary>A JSON list without the blank before the bracket that build logs trip over; ASCII.</summary>
    private static string Json(IEnumerable<string> texts) =>
        $"[{string.Join(',', texts.Select(text => $"\"{JavaScriptEncoder.Default.Encode(text)}\""))}]";
}
