namespace PrivacyGate.IO.Spec;

/// <summary>What becomes of a missing number: an empty cell, or one of the usual marks.</summary>
public enum MissingValues
{
    /// <summary>The record is refused (PG0031).</summary>
    Refused,

    /// <summary>It is fed to the model as NaN.</summary>
    NotANumber,
}

/// <summary>Reads <c>missing</c>.</summary>
internal static class MissingWord
{
    private static readonly (string Word, MissingValues Value)[] Words = [("nan", MissingValues.NotANumber), ("refuse", MissingValues.Refused)];

    public static string For(MissingValues value) => Words.First(pair => pair.Value == value).Word;

    public static SpecValue<MissingValues>? Read(SpecScope model)
    {
        if (model.Text("missing") is not { } word)
        {
            return null;
        }

        var found = Array.FindIndex(Words, pair => pair.Word == word.Value);
        if (found < 0)
        {
            model.Errors.Add(DiagnosticIds.UnknownValue, word.Location, $"{model.Child("missing")}: unknown value {MessageText.Quote(word.Value)}{Suggestion.Hint(word.Value, [.. Words.Select(pair => pair.Word)])}");
            return null;
        }

        return new SpecValue<MissingValues>(Words[found].Value, word.Location);
    }
}
