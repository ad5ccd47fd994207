using System.Globalization;
using System.Text;

namespace PrivacyGate.Benchmarks.Throughput;

/// <summary>Records of independent Gaussian features with a noisy linear label: no record is special, so nothing leaks.</summary>
internal static class SyntheticRecords
{
    public const int Features = 20;

    public static void WriteCsv(string path, int records, int seed)
    {
        var random = new Random(seed);
        using var writer = new StreamWriter(path, append: false, new UTF8Encoding(false), 1 << 16);
        writer.WriteLine(string.Join(',', Enumerable.Range(0, Features).Select(static i => "f" + i)) + ",label");
        Span<char> text = stackalloc char[32];
        for (var record = 0; record < records; record++)
        {
            var sum = 0.0;
            for (var feature = 0; feature < Features; feature++)
            {
                var value = Gaussian(random);
                sum += value;
                value.TryFormat(text, out var length, "F4", CultureInfo.InvariantCulture);
                writer.Write(text[..length]);
                writer.Write(',');
            }

            writer.Write(sum + (2 * Gaussian(random)) > 0 ? "1\n" : "0\n");
        }
    }

    public static float[] Matrix(int records, int width, int seed)
    {
        var random = new Random(seed);
        var values = new float[records * width];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (float)Gaussian(random);
        }

        return values;
    }

    public static double Gaussian(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
