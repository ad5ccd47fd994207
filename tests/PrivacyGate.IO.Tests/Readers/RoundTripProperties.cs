using System.Globalization;
using System.IO.Compression;
using FsCheck;
using FsCheck.Fluent;
using PrivacyGate.Models;
using PrivacyGate.Samples;

namespace PrivacyGate.IO.Tests.Readers;

/// <summary>The same table, written in any format, gives the same typed values and the same keys.</summary>
public sealed class RoundTripProperties : IDisposable
{
    private static readonly Config Runs = Config.QuickThrowOnFailure.WithMaxTest(60);
    private readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Floats_are_the_same_from_csv_tsv_gzip_and_npz() =>
        Check(Gen.Choose(int.MinValue, int.MaxValue).Select(BitConverter.Int32BitsToSingle).Where(float.IsFinite), ElementKind.Float32, "<f4", value => value.ToString("R", CultureInfo.InvariantCulture));

    [Fact]
    public void Doubles_are_the_same_from_csv_tsv_gzip_and_npz() =>
        Check(ArbMap.Default.GeneratorFor<double>().Where(double.IsFinite), ElementKind.Float64, "<f8", value => value.ToString("R", CultureInfo.InvariantCulture));

    [Fact]
    public void Integers_are_the_same_from_csv_tsv_gzip_and_npz() =>
        Check(ArbMap.Default.GeneratorFor<long>(), ElementKind.Int64, "<i8", value => value.ToString(CultureInfo.InvariantCulture));

    [Fact]
    public void Texts_survive_every_separator_quote_and_line_break()
    {
        var text = Gen.Elements("a", "b c", ",", "\t", "\"", "\"\"", "\n", "\r\n", "\u00fc", "\U0001f600", " x ", "NA", ";", "'", "\\")
            .NonEmptyListOf().Select(string.Concat).Where(cell => cell.Trim().Length > 0);
        Prop.ForAll(text.ArrayOf().Where(cells => cells.Length > 0).ToArbitrary(), cells =>
        {
            foreach (var (name, separator) in new[] { ("t.csv", ','), ("t.tsv.gz", '\t') })
            {
                folder.Write(name, $"a{separator}label\n" + string.Concat(cells.Select(cell => $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"{separator}0\n")));
                Assert.Equal(cells, folder.ReadAll(name, [new ModelInput("a", ElementKind.Text, [1])], ScratchFolder.Keys()).SelectMany(batch => (string[])batch.Features[0].Values));
            }
        }).Check(Runs);
    }

    private void Check<T>(Gen<T> value, ElementKind kind, string type, Func<T, string> write)
        where T : unmanaged
    {
        var table =
            from width in Gen.Choose(1, 4)
            from count in Gen.Choose(1, 20)
            from values in value.ArrayOf(width * count)
            from labels in Gen.Choose(0, 9).ArrayOf(count)
            from batchSize in Gen.Choose(1, 25)
            select (width, count, values, labels, batchSize);
        Prop.ForAll(table.ToArbitrary(), drawn =>
        {
            var (width, count, values, labels, batchSize) = drawn;
            Write("t.csv", ',', width, labels, row => values[(row * width)..((row + 1) * width)].Select(write));
            Write("t.tsv.gz", '\t', width, labels, row => values[(row * width)..((row + 1) * width)].Select(write));
            var level = batchSize % 2 == 0 ? CompressionLevel.NoCompression : CompressionLevel.Fastest;
            folder.Write("t.npz", NpzText.Zip(level, ("x", NpzText.Npy(type, $"({count}, {width})", values)), ("label", NpzText.Npy("<i4", $"({count},)", labels))));

            var expected = folder.ReadMatrix("t.csv", kind);
            Assert.Equal(values, (T[])expected.Features[0].Values);
            Assert.Equal(labels, expected.Labels);
            foreach (var name in new[] { "t.csv", "t.tsv.gz", "t.npz" })
            {
                var batches = folder.ReadAll(name, [new ModelInput("x", kind, [-1])], ScratchFolder.Keys(), batchSize: batchSize);
                Assert.Equal(values, batches.SelectMany(batch => (T[])batch.Features[0].Values));
                Assert.Equal(expected.Keys, batches.SelectMany(batch => batch.Keys));
                Assert.All(batches.SkipLast(1), batch => Assert.Equal(batchSize, batch.Count));
            }
        }).Check(Runs);
    }

    private void Write(string name, char separator, int width, int[] labels, Func<int, IEnumerable<string>> row)
    {
        var lines = labels.Select((label, r) => string.Join(separator, [.. row(r), label.ToString(CultureInfo.InvariantCulture)]));
        folder.Write(name, string.Join(separator, [.. Enumerable.Range(0, width).Select(column => $"c{column}"), "label"]) + "\n" + string.Join("\r\n", lines));
    }
}
