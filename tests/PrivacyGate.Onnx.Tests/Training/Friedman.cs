using PrivacyGate.Samples;

namespace PrivacyGate.Onnx.Tests.Training;

/// <summary>Friedman's first function (1991): y = 10 sin(pi x1 x2) + 20 (x3 - 1/2)^2 + 10 x4 + 5 x5 + noise, of ten uniform features.</summary>
internal static class Friedman
{
    public const int Width = 10;

    /// <summary>Records by a linear congruential generator that make_regression.py has too, so that both see the same numbers.</summary>
    /// <param name="count">Records.</param>
    /// <param name="seed">Of features and noise.</param>
    /// <param name="unit">What the values are multiplied by.</param>
    /// <param name="input">The input's name.</param>
    public static RecordBatch Records(int count, ulong seed, double unit = 1, string input = "x")
    {
        var state = seed;
        double Next()
        {
            state = (state * 6364136223846793005) + 1442695040888963407;
            return (state >> 33) / 2147483648.0;
        }

        var features = new float[count * Width];
        var values = new float[count];
        for (var record = 0; record < count; record++)
        {
            var row = features.AsSpan(record * Width, Width);
            for (var i = 0; i < Width; i++)
            {
                row[i] = (float)Next();
            }

            // Twelve uniform numbers less 6 are nearly normal.
            var noise = Enumerable.Range(0, 12).Sum(_ => Next()) - 6;
            values[record] = (float)(unit * (Of(row) + noise));
        }

        return new RecordBatch([new FeatureBlock(input, ElementKind.Float32, [Width], features)], new ValueTargets(ModelTask.Regression, 1, values), [.. Enumerable.Range(1, count).Select(static i => (UInt128)i)], null, []);
    }

    private static double Of(ReadOnlySpan<float> x) => (10 * Math.Sin(Math.PI * x[0] * x[1])) + (20 * Math.Pow(x[2] - .5, 2)) + (10 * x[3]) + (5 * x[4]);
}
