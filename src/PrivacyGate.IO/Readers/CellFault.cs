namespace PrivacyGate.IO.Readers;

/// <summary>Why a cell cannot be taken as it stands.</summary>
internal enum CellFault
{
    None,
    Missing,

    /// <summary>Missing where a floating-point number belongs, which could hold NaN.</summary>
    MissingNumber,
    NotNumber,
    DecimalComma,
    NotFinite,
    OutOfRange,
    NotWhole,
    NotBoolean,
    NotUtf8,
    WrongType,
}
