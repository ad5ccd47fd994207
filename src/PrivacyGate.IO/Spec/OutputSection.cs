namespace PrivacyGate.IO.Spec;

/// <summary>Reads <c>output</c>: which output of the model to read, and how.</summary>
internal static class OutputSection
{
    private static readonly (string Word, OutputKind Kind)[] Kinds =
    [
        ("probabilities", OutputKind.Probabilities), ("logits", OutputKind.Logits), ("log-probabilities", OutputKind.LogProbabilities), ("label", OutputKind.Label),
    ];

    public static (SpecValue<string>? Name, SpecValue<OutputKind>? Kind) Read(SpecScope model)
    {
        if (model.Object("output", SpecKeys.Output) is not { } scope)
        {
            return (null, null);
        }

        return (scope.Text("name"), scope.Text("kind") is { } word ? Kind(scope, word) : null);
    }

    public static string WordFor(OutputKind kind) => Kinds.First(pair => pair.Kind == kind).Word;

    private static SpecValue<OutputKind>? Kind(SpecScope scope, SpecValue<string> word)
    {
        var found = Array.FindIndex(Kinds, pair => pair.Word == word.Value);
        if (found < 0)
        {
            scope.Errors.Add(DiagnosticIds.UnknownValue, word.Location, $"{scope.Child("kind")}: unknown kind {MessageText.Quote(word.Value)}{Suggestion.Hint(word.Value, [.. Kinds.Select(pair => pair.Word)])}");
            return null;
        }

        return new SpecValue<OutputKind>(Kinds[found].Kind, word.Location);
    }
}
