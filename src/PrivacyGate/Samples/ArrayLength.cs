namespace PrivacyGate.Samples;

/// <summary>How long an array for many records is. Records times features can be more than any array holds, and then nothing is left but fewer of them.</summary>
public static class ArrayLength
{
    /// <param name="rows">Records, at least 0.</param>
    /// <param name="width">Numbers a record, at least 0.</param>
    /// <returns><paramref name="rows"/> times <paramref name="width"/>.</returns>
    /// <exception cref="InputException">That is more than <see cref="Array.MaxLength"/> (PG0040).</exception>
    public static int Of(long rows, long width) =>
        width == 0 || rows <= Array.MaxLength / width ? (int)(rows * width) : throw new InputException(Diagnostic.Error(
            DiagnosticIds.TooManyValues,
            FormattableString.Invariant($"{rows} records of {width} values each are more than the {Array.MaxLength} that fit into memory as one block; audit fewer records, by a 'where' filter or by a random part of the files")));
}
