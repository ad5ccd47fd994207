using System.Runtime.InteropServices;
using System.Security.Cryptography;
using PrivacyGate.Samples;

namespace PrivacyGate.Onnx.Training.Surrogate;

/// <summary>Records as rows of numbers that a network learns well from: numbers standardised, texts as one column for each common value.</summary>
/// <remarks>Settled once, on a pilot, so that all shadows see the same columns.</remarks>
internal sealed class FeatureEncoding
{
    /// <summary>Values of a text that get a column of their own; rarer ones share none.</summary>
    private const int MostWords = 64;

    private readonly IReadOnlyList<(string Input, IColumns Columns)> blocks;

    private FeatureEncoding(IReadOnlyList<(string Input, IColumns Columns)> blocks, string fingerprint) => (this.blocks, Fingerprint) = (blocks, fingerprint);

    private interface IColumns
    {
        int Width { get; }

        void Write(Array values, int row, Span<float> target);
    }

    public int Width => blocks.Sum(static block => block.Columns.Width);

    /// <summary>Changes with the records the columns were settled on.</summary>
    public string Fingerprint { get; }

    /// <param name="pilot">Settles means, scales and common values.</param>
    /// <param name="cancellation">Asked before each column.</param>
    public static FeatureEncoding Of(RecordBatch pilot, CancellationToken cancellation) => new(
        [.. pilot.Features.Select(block => (block.Input, ColumnsOf(block, cancellation)))],
        Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes<UInt128>(pilot.Keys))));

    /// <summary>(records x <see cref="Width"/>), row-major.</summary>
    public float[] Encode(RecordBatch records, CancellationToken cancellation) => Encode(records, 0, records.Count, cancellation);

    /// <summary>(<paramref name="count"/> x <see cref="Width"/>), row-major, of records <paramref name="start"/> and on.</summary>
    public float[] Encode(RecordBatch records, int start, int count, CancellationToken cancellation)
    {
        var width = Width;
        var rows = new float[ArrayLength.Of(count, width)];
        var offset = 0;
        foreach ((var input, var columns) in blocks)
        {
            var values = records.Features.First(block => block.Input == input).Values;
            for (var row = 0; row < count; row++)
            {
                cancellation.ThrowIfCancellationRequested();
                columns.Write(values, start + row, rows.AsSpan((row * width) + offset, columns.Width));
            }

            offset += columns.Width;
        }

        return rows;
    }

    private static IColumns ColumnsOf(FeatureBlock block, CancellationToken cancellation) =>
        block.Values is string[] texts ? Words.Of(texts, block.Width, cancellation) : Numbers.Of(block, cancellation);

    private static double Number(Array values, int at) => values switch
    {
        float[] numbers => numbers[at],
        double[] numbers => numbers[at],
        int[] numbers => numbers[at],
        long[] numbers => numbers[at],
        bool[] flags => flags[at] ? 1 : 0,
        _ => throw new ArgumentException($"no numbers are made of {values.GetType().Name}", nameof(values)),
    };

    private sealed record Numbers(double[] Means, double[] Scales) : IColumns
    {
        public int Width => Means.Length;

        public static Numbers Of(FeatureBlock block, CancellationToken cancellation)
        {
            var width = block.Width;
            var rows = block.Values.Length / Math.Max(1, width);
            var means = new double[width];
            var scales = new double[width];
            for (var column = 0; column < width; column++)
            {
                cancellation.ThrowIfCancellationRequested();
                double[] finite = [.. Enumerable.Range(0, rows).Select(row => Number(block.Values, (row * width) + column)).Where(double.IsFinite)];
                means[column] = finite.DefaultIfEmpty(0).Average();
                var deviation = Math.Sqrt(finite.Select(value => (value - means[column]) * (value - means[column])).DefaultIfEmpty(0).Average());
                scales[column] = deviation > 0 ? 1 / deviation : 0;
            }

            return new Numbers(means, scales);
        }

        public void Write(Array values, int row, Span<float> target)
        {
            for (var i = 0; i < target.Length; i++)
            {
                // Far out, or missing, says no more than "far out" to a network that has never seen the like.
                var value = (Number(values, (row * Width) + i) - Means[i]) * Scales[i];
                target[i] = double.IsNaN(value) ? 0 : (float)Math.Clamp(value, -10, 10);
            }
        }
    }

    private sealed record Words(IReadOnlyList<Dictionary<string, int>> Places) : IColumns
    {
        public int Width { get; } = Places.Sum(static places => places.Count);

        public static Words Of(string[] texts, int width, CancellationToken cancellation) => new([.. Enumerable.Range(0, width).Select(column => Column(texts, width, column, cancellation)
            .GroupBy(static text => text, StringComparer.Ordinal)
            .OrderByDescending(static group => group.Count())
            .ThenBy(static group => group.Key, StringComparer.Ordinal)
            .Take(MostWords)
            .Select(static (group, place) => (group.Key, place))
            .ToDictionary(static pair => pair.Key, static pair => pair.place, StringComparer.Ordinal))]);

        private static IEnumerable<string> Column(string[] texts, int width, int column, CancellationToken cancellation)
        {
            cancellation.ThrowIfCancellationRequested();
            for (var at = column; at < texts.Length; at += width)
            {
                yield return texts[at];
            }
        }

        public void Write(Array values, int row, Span<float> target)
        {
            var texts = (string[])values;
            var offset = 0;
            for (var column = 0; column < Places.Count; column++)
            {
                if (Places[column].TryGetValue(texts[(row * Places.Count) + column], out var place))
                {
                    target[offset + place] = 1;
                }

                offset += Places[column].Count;
            }
        }
    }
}
