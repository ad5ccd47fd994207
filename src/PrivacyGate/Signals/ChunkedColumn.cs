using System.Runtime.CompilerServices;

namespace PrivacyGate.Signals;

/// <summary>A column that grows by chunks, so that growing never copies and never needs twice the room.</summary>
internal sealed class ChunkedColumn<T>
{
    private const int ChunkBits = 16;
    private const int ChunkSize = 1 << ChunkBits;
    private readonly List<T[]> chunks = [];

    public int Count { get; private set; }

    public T this[int place] => chunks[place >> ChunkBits][place & (ChunkSize - 1)];

    public void Add(T value)
    {
        var place = Count & (ChunkSize - 1);
        if (place == 0)
        {
            chunks.Add(new T[ChunkSize]);
        }

        chunks[^1][place] = value;
        Count++;
    }

    public void AddRange(ReadOnlySpan<T> values)
    {
        while (!values.IsEmpty)
        {
            var place = Count & (ChunkSize - 1);
            if (place == 0)
            {
                chunks.Add(new T[ChunkSize]);
            }

            var some = Math.Min(values.Length, ChunkSize - place);
            values[..some].CopyTo(chunks[^1].AsSpan(place));
            values = values[some..];
            Count += some;
        }
    }

    public T[] ToArray()
    {
        var all = new T[Count];
        for (var chunk = 0; chunk < chunks.Count; chunk++)
        {
            var start = chunk << ChunkBits;
            chunks[chunk].AsSpan(0, Math.Min(ChunkSize, Count - start)).CopyTo(all.AsSpan(start));
        }

        return all;
    }

    /// <summary>The values at <paramref name="places"/>, after which the column is empty: its chunks are free before the next column is gathered.</summary>
    // Runs once over everything, so that it must be fast from the first call.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public T[] Gather(int[] places)
    {
        var gathered = new T[places.Length];
        for (var i = 0; i < places.Length; i++)
        {
            gathered[i] = this[places[i]];
        }

        chunks.Clear();
        Count = 0;
        return gathered;
    }
}

/// <summary>A signal that a model gives for all of its records or for none.</summary>
internal sealed class SignalColumn(string name)
{
    private readonly ChunkedColumn<double> values = new();

    public void AddRange(double[]? batch, int recordsBefore)
    {
        if (batch is not null ? values.Count != recordsBefore : values.Count > 0)
        {
            throw new ArgumentException($"{name} is missing in some batches and present in others", nameof(batch));
        }

        values.AddRange(batch);
    }

    public double[]? Gather(int[] places) => values.Count == 0 ? null : values.Gather(places);
}
