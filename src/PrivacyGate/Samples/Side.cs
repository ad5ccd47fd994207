namespace PrivacyGate.Samples;

/// <summary>Which of the two record sets of an audit a record came from.</summary>
public enum Side
{
    /// <summary>The model was trained on it.</summary>
    Member,

    /// <summary>The model never saw it.</summary>
    NonMember,
}
