namespace PrivacyGate.Features;

/// <summary>How a feature may be changed so that the record stays one that could be.</summary>
public enum FeatureKind
{
    /// <summary>Never changed: equal in all records, or named untouchable.</summary>
    Fixed,

    /// <summary>Any number between the smallest and the largest seen.</summary>
    Continuous,

    /// <summary>Whole numbers between the smallest and the largest seen.</summary>
    Integer,

    /// <summary>Two values: flipped.</summary>
    Binary,

    /// <summary>Values without distance: codes, texts, whole numbers of few different values. Takes the value of another record.</summary>
    Category,

    /// <summary>Columns of 0 and 1 of which exactly one is 1: changed together, to those of another record.</summary>
    OneHot,
}
