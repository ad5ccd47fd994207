namespace PrivacyGate.Analyzers.Flow;

/// <summary>What a value tells about a record.</summary>
[Flags]
internal enum Kinds
{
    None = 0,

    /// <summary>What a model answered, unguarded.</summary>
    Scores = 1,

    /// <summary>A loss: rounding does not take from it what an attack reads.</summary>
    Loss = 2,

    /// <summary>Who or which record it is.</summary>
    Identity = 4,

    /// <summary>A view of ML.NET with the columns of a model. It leaves no process; its columns may.</summary>
    View = 8,
}
