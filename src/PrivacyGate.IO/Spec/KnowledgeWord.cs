namespace PrivacyGate.IO.Spec;

/// <summary>Reads <c>knowledge</c>: what the attacker knows of the model beside its answers.</summary>
public static class KnowledgeWord
{
    public const string BlackBox = "black-box";
    public const string WhiteBox = "white-box";

    private static readonly string[] Words = [BlackBox, WhiteBox];

    internal static SpecValue<string> Read(SpecScope model)
    {
        var word = model.Text("knowledge");
        if (word is not null && !Words.Contains(word.Value))
        {
            model.Errors.Add(DiagnosticIds.UnknownValue, word.Location, $"{model.Child("knowledge")}: unknown value {MessageText.Quote(word.Value)}{Suggestion.Hint(word.Value, Words)}");
        }

        return word ?? new SpecValue<string>(BlackBox, model.Location, IsDefault: true);
    }
}
