namespace PrivacyGate.IO.Spec;

/// <summary>What becomes of a missing number: an empty cell, or one of the usual marks.</summary>
public enum MissingValues
{
    /// <summary>The record is refused (PG0031).</summary>
    Refused,

    /// <summary>It is fed to the model as NaN.</summary>
    NotANumber,
}
