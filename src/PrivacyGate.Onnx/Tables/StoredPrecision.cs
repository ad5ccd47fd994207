using PrivacyGate.Onnx.Graphs;

namespace PrivacyGate.Onnx.Tables;

/// <summary>How finely the numbers of a table are kept.</summary>
/// <param name="Relative">By how much a number may differ from the record's, relative to the largest number of its column.</param>
/// <param name="IsStepped">Whether the numbers lie on steps, so that a record's number may be half a step away.</param>
internal readonly record struct StoredPrecision(double Relative, bool IsStepped)
{
    /// <summary>Another order of the same arithmetic in single precision differs by less.</summary>
    public static StoredPrecision Single { get; } = new(1e-5, false);

    /// <summary>Of the numbers of a type, and of what is computed from them.</summary>
    public static StoredPrecision Of(int elementType) => elementType switch
    {
        // Some times half of the last binary digit: 11 digits, 8 digits, 1 in 127.
        ElementType.Float16 => new(2e-3, false),
        ElementType.BFloat16 => new(1e-2, false),
        ElementType.Int8 or ElementType.UInt8 => new(4e-3, true),
        _ when ElementType.IsWhole(elementType) => Single with { IsStepped = true },
        _ => Single,
    };

    /// <summary>Of what is computed from two tables.</summary>
    public StoredPrecision Or(StoredPrecision other) => new(Math.Max(Relative, other.Relative), IsStepped || other.IsStepped);
}
