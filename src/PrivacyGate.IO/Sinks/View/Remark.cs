namespace PrivacyGate.IO.Sinks.View;

/// <summary>A diagnostic as a line of a report.</summary>
public static class Remark
{
    /// <summary>"PG0102 (error): spec.json line 3: message".</summary>
    public static Phrase InFull(Diagnostic diagnostic)
    {
        ArgumentNullException.ThrowIfNull(diagnostic);
        return Phrase.Of($"{Phrase.Code(diagnostic.Id)} ({Headline.Word(diagnostic.Severity)}):{Phrase.Place(diagnostic.Location)} {Phrase.Message(diagnostic.Message)}");
    }

    /// <summary>"PG0102: spec.json line 3: message".</summary>
    public static Phrase Short(Diagnostic diagnostic)
    {
        ArgumentNullException.ThrowIfNull(diagnostic);
        return Phrase.Of($"{Phrase.Code(diagnostic.Id)}:{Phrase.Place(diagnostic.Location)} {Phrase.Message(diagnostic.Message)}");
    }

    /// <summary>"PG0102 credit: message", where several models share a list.</summary>
    public static Phrase About(string model, Diagnostic diagnostic)
    {
        ArgumentNullException.ThrowIfNull(diagnostic);
        return Phrase.Of($"{Phrase.Code(diagnostic.Id)} {Phrase.Name(model)}: {Phrase.Message(diagnostic.Message)}");
    }
}
