using Microsoft.ML;
using Microsoft.ML.Data;

namespace PrivacyGate.MLNet.Serving;

/// <summary>Records as ML.NET reads them: the columns of the saved schema, filled from the blocks of a batch.</summary>
internal static class RecordView
{
    public static IDataView Of(DataViewSchema schema, RecordBatch batch)
    {
        // The last of several columns of one name is the one that transformers read.
        var blocks = batch.Features.ToDictionary(static block => block.Input, StringComparer.Ordinal);
        return new ColumnView(schema, batch.Count, [.. schema.Select(column => Getter(column, column.IsHidden ? null : blocks.GetValueOrDefault(column.Name)))]);
    }

    private static Func<Func<int>, Delegate> Getter(DataViewSchema.Column column, FeatureBlock? block)
    {
        var vector = column.Type as VectorDataViewType;
        return (vector?.ItemType ?? column.Type) switch
        {
            TextDataViewType => Make(vector, block, static (Array values, int at) => ((string[])values)[at].AsMemory()),
            BooleanDataViewType => Make(vector, block, static (Array values, int at) => ((bool[])values)[at]),

            // Keys count from 1, and 0 is the missing key.
            KeyDataViewType key => key.RawType == typeof(byte) ? Make(vector, block, static (Array values, int at) => (byte)(((long[])values)[at] + 1))
                : key.RawType == typeof(ushort) ? Make(vector, block, static (Array values, int at) => (ushort)(((long[])values)[at] + 1))
                : key.RawType == typeof(ulong) ? Make(vector, block, static (Array values, int at) => (ulong)(((long[])values)[at] + 1))
                : Make(vector, block, static (Array values, int at) => (uint)(((long[])values)[at] + 1)),
            var type when type == NumberDataViewType.Single => Make(vector, block, static (Array values, int at) => ((float[])values)[at]),
            var type when type == NumberDataViewType.Double => Make(vector, block, static (Array values, int at) => ((double[])values)[at]),
            var type when type == NumberDataViewType.Int64 => Make(vector, block, static (Array values, int at) => ((long[])values)[at]),
            var type when type == NumberDataViewType.UInt32 => Make(vector, block, static (Array values, int at) => (uint)((long[])values)[at]),
            var type when type == NumberDataViewType.Int32 => Make(vector, block, static (Array values, int at) => ((int[])values)[at]),
            var type when type == NumberDataViewType.Int16 => Make(vector, block, static (Array values, int at) => (short)((int[])values)[at]),
            var type when type == NumberDataViewType.UInt16 => Make(vector, block, static (Array values, int at) => (ushort)((int[])values)[at]),
            var type when type == NumberDataViewType.SByte => Make(vector, block, static (Array values, int at) => (sbyte)((int[])values)[at]),
            var type when type == NumberDataViewType.Byte => Make(vector, block, static (Array values, int at) => (byte)((int[])values)[at]),
            var type => _ => throw new NotSupportedException($"column {column.Name} of type {type}"),
        };
    }

    /// <summary>Of a column that nothing feeds, the default: no answer depends on it.</summary>
    private static Func<Func<int>, Delegate> Make<T>(VectorDataViewType? vector, FeatureBlock? block, Func<Array, int, T> value)
    {
        if (vector is null)
        {
            return position => block is null
                ? (ValueGetter<T>)((ref T target) => target = default!)
                : (ref T target) => target = value(block.Values, position());
        }

        var width = block?.Width ?? vector.Size;
        return position => (ValueGetter<VBuffer<T>>)((ref VBuffer<T> target) =>
        {
            var editor = VBufferEditor.Create(ref target, width);
            for (var i = 0; i < width; i++)
            {
                editor.Values[i] = block is null ? default! : value(block.Values, (position() * width) + i);
            }

            target = editor.Commit();
        });
    }
}
