using PrivacyGate.IO.Spec;

namespace PrivacyGate.IO.Readers;

/// <summary>Slice columns of which reports number the values and do not print them.</summary>
public static class NumberedSlices
{
    /// <summary>Columns that seem to identify persons, where no <c>subject</c> says that many persons share each value.</summary>
    public static IReadOnlyList<string> Of(ModelSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return spec.Subject is not null || spec.Slices is not { Value: var slices } ? [] : [.. slices.Where(slice => slice != spec.Label.Value && ColumnNames.MayIdentify(slice))];
    }
}
