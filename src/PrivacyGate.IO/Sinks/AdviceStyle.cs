namespace PrivacyGate.IO.Sinks;

/// <summary>What a part of an advice is, and so how a sink shows it.</summary>
public enum AdviceStyle
{
    /// <summary>Words of ours.</summary>
    Words,

    /// <summary>Words of ours that matter.</summary>
    Strong,

    /// <summary>A name of the user's, such as a slice.</summary>
    Name,

    /// <summary>An attack, which has a page.</summary>
    Attack,

    /// <summary>A code, which has a page.</summary>
    Code,
}
