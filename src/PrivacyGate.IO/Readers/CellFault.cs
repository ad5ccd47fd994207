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

    /// <summary>A label that is neither there nor not there.</summary>
    NotFlag,
    NotUtf8,
    WrongType,
}

/// <summary>What to say of a faulty cell. The cell's own text is never repeated: logs are read by more people than data.</summary>
internal static class CellDiagnostic
{
    /// <param name="fault">Not <see cref="CellFault.None"/>.</param>
    /// <param name="wanted">What the value must be, such as "a number".</param>
    /// <param name="place">File and column in words.</param>
    /// <param name="location">The cell, or the file when it has no lines.</param>
    /// <param name="isTarget">Whether the value is one that the model should answer, rather than one that it is fed.</param>
    public static InputException Of(CellFault fault, string wanted, string place, SourceLocation location, bool isTarget = false)
    {
        var (id, problem) = isTarget && OfTarget(fault, wanted) is { } own ? own : Describe(fault, wanted);
        return new InputException(Diagnostic.Error(id, $"{place}: {problem}", location));
    }

    /// <summary>What is to be done about a value that no model is fed.</summary>
    private static (string Id, string Problem)? OfTarget(CellFault fault, string wanted) => fault switch
    {
        CellFault.MissingNumber => (DiagnosticIds.MissingCell, "the target is missing; fill it or drop the record, since nothing can be said of an answer whose truth is unknown"),
        CellFault.NotNumber => (DiagnosticIds.CellNotNumber, $"the text is not {wanted}; name the columns with the true values under 'target', or write the value as a number"),
        CellFault.NotFlag => (DiagnosticIds.CellNotNumber, $"the value is not {wanted}; a target of 'multi-label' says of each label whether the record has it"),
        _ => null,
    };

    private static (string Id, string Problem) Describe(CellFault fault, string wanted) => fault switch
    {
        CellFault.Missing => (DiagnosticIds.MissingCell, "the value is missing; fill it or drop the record, PrivacyGate repairs nothing"),
        CellFault.MissingNumber => (DiagnosticIds.MissingCell, "the value is missing; if the model was trained with missing values, add \"missing\": \"nan\" to the spec, else fill it or drop the record"),
        CellFault.DecimalComma => (DiagnosticIds.CellNotNumber, "the number has a decimal comma; write a point (1.5), whatever the language of the machine"),
        CellFault.NotFinite => (DiagnosticIds.CellNotNumber, "the value is infinite; write a finite number"),
        CellFault.OutOfRange => (DiagnosticIds.CellNotNumber, $"the number is too large or too small for {wanted}"),
        CellFault.NotWhole => (DiagnosticIds.CellNotNumber, $"the number is not whole, but the model takes {wanted}"),
        CellFault.NotBoolean => (DiagnosticIds.CellNotNumber, "the value is not a boolean; write true or false, yes or no, 1 or 0"),
        CellFault.NotUtf8 => (DiagnosticIds.DataFormat, "the text is not UTF-8; save the file as UTF-8"),
        CellFault.WrongType => (DiagnosticIds.DataFormat, $"the values are of a type that cannot become {wanted}"),
        _ => (DiagnosticIds.CellNotNumber, $"the text is not {wanted}; if the column is no feature, leave it out by 'features'"),
    };
}
