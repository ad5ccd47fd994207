namespace PrivacyGate.IO.Readers;

/// <summary>Why a cell cannot be taken as it stands.</summary>
internal enum CellFault
{
    None,
    Missing,
    NotNumber,
    DecimalComma,
    NotFinite,
    OutOfRange,
    NotWhole,
    NotBoolean,
    NotUtf8,
    WrongType,
}
