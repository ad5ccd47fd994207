using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace PrivacyGate.MLNet.Reading;

/// <summary>The labels that the keys of a multi-class model stand for, in the order of its scores.</summary>
internal static class ClassLabels
{
    /// <summary>Null where the file keeps none: then classes are the numbers from 0.</summary>
    public static IReadOnlyList<string>? Of(DataViewSchema.Column label)
    {
        if (label.Annotations.Schema.GetColumnOrNull("KeyValues") is not { } values || values.Type is not VectorDataViewType { ItemType: var type })
        {
            return null;
        }

        return type switch
        {
            TextDataViewType => Read<ReadOnlyMemory<char>>(label, static value => value.ToString()),
            BooleanDataViewType => Read<bool>(label, static value => value ? "true" : "false"),
            _ when type == NumberDataViewType.Single => Numbers<float>(label),
            _ when type == NumberDataViewType.Double => Numbers<double>(label),
            _ when type == NumberDataViewType.Int64 => Numbers<long>(label),
            _ when type == NumberDataViewType.Int32 => Numbers<int>(label),
            _ when type == NumberDataViewType.Int16 => Numbers<short>(label),
            _ when type == NumberDataViewType.SByte => Numbers<sbyte>(label),
            _ when type == NumberDataViewType.UInt64 => Numbers<ulong>(label),
            _ when type == NumberDataViewType.UInt32 => Numbers<uint>(label),
            _ when type == NumberDataViewType.UInt16 => Numbers<ushort>(label),
            _ when type == NumberDataViewType.Byte => Numbers<byte>(label),
            _ => null,
        };
    }

    private static string[] Numbers<T>(DataViewSchema.Column label)
        where T : IFormattable => Read<T>(label, static value => value.ToString(null, CultureInfo.InvariantCulture));

    private static string[] Read<T>(DataViewSchema.Column label, Func<T, string> text)
    {
        VBuffer<T> values = default;
        label.Annotations.GetValue("KeyValues", ref values);
        return [.. values.DenseValues().Select(text)];
    }
}
