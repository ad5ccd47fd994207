using System.Numerics;

namespace PrivacyGate.Features;

/// <summary>The values of one model input for all records, from which probes are written without ever changing their type.</summary>
internal abstract class CellBlock
{
    public required FeatureBlock Source { get; init; }

    public required int Width { get; init; }

    public static CellBlock Of(FeatureBlock block) => block.Values switch
    {
        float[] values => new NumberCellBlock<float>(values) { Source = block, Width = block.Width },
        double[] values => new NumberCellBlock<double>(values) { Source = block, Width = block.Width },
        int[] values => new NumberCellBlock<int>(values) { Source = block, Width = block.Width },
        long[] values => new NumberCellBlock<long>(values) { Source = block, Width = block.Width },
        bool[] values => new CellBlock<bool>(values) { Source = block, Width = block.Width },
        string[] values => new CellBlock<string>(values) { Source = block, Width = block.Width },
        _ => throw new ArgumentException($"no such values: {block.Values.GetType().Name}", nameof(block)),
    };

    public abstract Array NewRows(int rows);

    public abstract void CopyRecord(int record, Array rows, int row);

    public abstract void CopyCell(int place, int record, Array rows, int row);

    /// <summary>The value as an object that equals the same value of another record.</summary>
    public abstract object Value(int record, int place);

    public virtual double Number(int record, int place) => throw new InvalidOperationException("not a number");

    public virtual void SetNumber(int place, Array rows, int row, double value) => throw new InvalidOperationException("not a number");
}

/// <inheritdoc/>
internal class CellBlock<T>(T[] values) : CellBlock
{
    protected T[] Values { get; } = values;

    public override Array NewRows(int rows) => new T[rows * Width];

    public override void CopyRecord(int record, Array rows, int row) =>
        Values.AsSpan(record * Width, Width).CopyTo(((T[])rows).AsSpan(row * Width));

    public override object Value(int record, int place) => Values[(record * Width) + place]!;

    public override void CopyCell(int place, int record, Array rows, int row) =>
        ((T[])rows)[(row * Width) + place] = Values[(record * Width) + place];
}

/// <inheritdoc/>
internal sealed class NumberCellBlock<T>(T[] values) : CellBlock<T>(values)
    where T : struct, INumber<T>
{
    public override double Number(int record, int place) => double.CreateSaturating(Values[(record * Width) + place]);

    public override void SetNumber(int place, Array rows, int row, double value) =>
        ((T[])rows)[(row * Width) + place] = T.CreateSaturating(value);
}
