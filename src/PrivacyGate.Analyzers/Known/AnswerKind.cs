namespace PrivacyGate.Analyzers.Known;

/// <summary>What is known of the numbers that a session answers with.</summary>
internal enum AnswerKind
{
    /// <summary>They may be scores, values or embeddings.</summary>
    Unknown = 0,

    /// <summary>Scores of classes, or a score.</summary>
    Scores = 1,

    /// <summary>Something that tells nothing of how sure the model is, or of a model that needs no gate.</summary>
    Other = 2,
}
