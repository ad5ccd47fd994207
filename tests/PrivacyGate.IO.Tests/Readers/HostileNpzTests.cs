using System.Globalization;
using System.IO.Compression;
using System.Text;
using PrivacyGate.IO.Readers;
using PrivacyGate.Models;
using PrivacyGate.Samples;

namespace PrivacyGate.IO.Tests.Readers;

/// <summary>Archives made to hurt: each is refused with a code, none is believed.</summary>
public sealed class HostileNpzTests : IDisposable
{
    private readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1000000000000,), }")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (9223372036854775807, 4), }")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2000000000), }")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1, 4294967296, 4294967296), }")]
    [InlineData("{'descr': '<f4', 'fortran_order': True, 'shape': (100000, 100000), }")]
    [InlineData("{'descr': '<U500000000', 'fortran_order': False, 'shape': (2,), }")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,), }")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (-1,), }")]
    [InlineData("{'descr': '<f4', 'fortran_order': False}")]
    [InlineData("{'descr': '<f4', 'shape': (1,), 'fortran_order': __import__('os')}")]
    [InlineData("{'descr': [('a', '<f4'")]
    [InlineData("{'extra': '<f4', 'fortran_order': False, 'shape': (1,)}")]
    [InlineData("")]
    [InlineData("(((((")]
    public void A_header_that_lies_or_is_broken_is_refused_before_anything_is_allocated(string header)
    {
        WriteNpz("t.npz", ("x", Npy(header, new byte[8])), ("label", Npy(Header("<i8", "(2,)"), new byte[16])));

        var before = GC.GetAllocatedBytesForCurrentThread();
        var refusal = ScratchFolder.Refused(() => Read("t.npz"));

        Assert.Equal(DiagnosticIds.DataFormat, refusal.Id);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4_000_000);
    }

    [Fact]
    public void An_array_that_ends_early_is_refused()
    {
        WriteNpz("t.npz", ("x", Npy(Header("<f4", "(2, 2)"), new byte[15])), ("label", Npy(Header("<i8", "(2,)"), new byte[16])));

        Assert.Contains("shorter than its shape", ScratchFolder.Refused(() => Read("t.npz")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_archive_entry_that_unpacks_to_less_than_it_claims_is_refused()
    {
        var path = WriteNpz("t.npz", ("x", Npy(Header("<f4", "(9000, 2)"), new byte[8000])), ("label", Npy(Header("|u1", "(9000,)"), new byte[9000])));
        var bytes = File.ReadAllBytes(path);
        ClaimSizes(bytes, 100_000);
        File.WriteAllBytes(path, bytes);

        var refusal = ScratchFolder.Refused(() => Read("t.npz"));

        Assert.Equal(DiagnosticIds.DataFormat, refusal.Id);
        Assert.Contains("length or CRC-32 differ", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_claim_that_deflate_cannot_keep_is_refused()
    {
        var path = WriteNpz("t.npz", ("x", Npy(Header("<f4", "(2, 1)"), new byte[8])), ("label", Npy(Header("<i8", "(2,)"), new byte[16])));
        var bytes = File.ReadAllBytes(path);
        ClaimSizes(bytes, 2_000_000_000);
        File.WriteAllBytes(path, bytes);

        Assert.Contains(ScratchFolder.Refused(() => Read("t.npz")).Id, new[] { DiagnosticIds.DataFormat, DiagnosticIds.FileUnreadable });
    }

    [Fact]
    public void A_bomb_that_keeps_its_claim_comes_in_batches()
    {
        const int Records = 1 << 13;
        var path = WriteNpz("t.npz", ("x", Npy(Header("<f4", $"({Records}, 256)"), new byte[Records * 1024])), ("label", Npy(Header("|u1", $"({Records},)"), new byte[Records])));
        Assert.InRange(new FileInfo(path).Length, 0, Records * 1024 / 100);

        var batches = folder.ReadAll("t.npz", [new ModelInput("x", ElementKind.Boolean, [256])], ScratchFolder.Keys(), batchSize: 3000);

        Assert.Equal([3000, 3000, Records - 6000], batches.Select(batch => batch.Count));
    }

    [Fact]
    public void Wide_records_come_in_smaller_batches_than_asked_for()
    {
        var feed = new InputFeed(new ModelInput("x", ElementKind.Boolean, [1 << 20]), [1 << 20], ["x"]);

        Assert.Equal(32, new BatchBuilder(new FeaturePlan([feed], ScratchFolder.Keys(), TakesEveryColumn: true), 1000).Capacity);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.3)]
    [InlineData(0.7)]
    [InlineData(0.99)]
    public void A_cut_archive_is_refused(double at)
    {
        var path = WriteNpz("t.npz", ("x", Npy(Header("<f4", "(100, 2)"), new byte[800])), ("label", Npy(Header("<i8", "(100,)"), new byte[800])));
        var bytes = File.ReadAllBytes(path);
        File.WriteAllBytes(path, bytes[..(int)(bytes.Length * at)]);

        Assert.Equal(DiagnosticIds.FileUnreadable, ScratchFolder.Refused(() => Read("t.npz")).Id);
    }

    [Fact]
    public void Flipped_bytes_are_refused_or_read_and_never_crash()
    {
        var path = WriteNpz("t.npz", ("x", Npy(Header("<f4", "(20, 2)"), new byte[160])), ("label", Npy(Header("<i8", "(20,)"), new byte[160])));
        var bytes = File.ReadAllBytes(path);
        var random = new Random(11);
        for (var i = 0; i < 400; i++)
        {
            var changed = (byte[])bytes.Clone();
            changed[random.Next(changed.Length)] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(path, changed);

            var problem = Record.Exception(() => Read("t.npz"));

            Assert.True(problem is null or InputException, problem?.ToString());
        }
    }

    [Theory]
    [InlineData("False")]
    [InlineData("True")]
    public void A_changed_value_is_found_by_the_archives_checksum(string isFortran)
    {
        var values = new byte[8 * 20_000];
        new Random(5).NextBytes(values);
        for (var i = 3; i < values.Length; i += 4)
        {
            values[i] = 0x3F; // Between 0.5 and 2, whatever the other bytes.
        }

        var header = Header("<f4", "(20000, 2)").Replace("False", isFortran, StringComparison.Ordinal);
        var path = WriteNpz("t.npz", CompressionLevel.NoCompression, ("x", Npy(header, [.. values, 1, 2, 3])), ("label", Npy(Header("|u1", "(20000,)"), new byte[20_000])));
        Assert.Equal(20_000, Read("t.npz").Sum(static batch => batch.Count));
        var bytes = File.ReadAllBytes(path);
        var start = bytes.AsSpan().IndexOf(values);
        foreach (var at in (int[])[0, 4 * 20_000, values.Length - 4, values.Length + 2])
        {
            var changed = (byte[])bytes.Clone();
            changed[start + at] ^= 1;
            File.WriteAllBytes(path, changed);

            var refusal = ScratchFolder.Refused(() => Read("t.npz"));

            Assert.Equal(DiagnosticIds.DataFormat, refusal.Id);
            Assert.Contains("CRC-32", refusal.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Two_arrays_of_one_name_are_refused()
    {
        WriteNpz("t.npz", ("x", Npy(Header("<f4", "(1,)"), new byte[4])), ("x", Npy(Header("<f4", "(1,)"), new byte[4])));

        Assert.Equal(DiagnosticIds.DuplicateColumn, ScratchFolder.Refused(() => folder.Open("t.npz")).Id);
    }

    [Fact]
    public void An_archive_without_arrays_holds_no_records()
    {
        WriteNpz("t.npz");

        Assert.Equal(DiagnosticIds.NoRecords, ScratchFolder.Refused(() => folder.Open("t.npz")).Id);
    }

    [Theory]
    [InlineData("<f4", new byte[] { 0, 0, 0xC0, 0x7F }, "PG0031")]
    [InlineData("<f4", new byte[] { 0, 0, 0x80, 0x7F }, "PG0032")]
    [InlineData("<f2", new byte[] { 0, 0x7E }, "PG0031")]
    [InlineData("<U1", new byte[] { 0, 0, 0x11, 0 }, "PG0037")]
    public void Missing_and_infinite_numbers_and_impossible_texts_are_refused(string type, byte[] element, string id)
    {
        WriteNpz("t.npz", ("x", Npy(Header(type, "(1,)"), element)), ("label", Npy(Header("<i8", "(1,)"), new byte[8])));

        Assert.Equal(id, ScratchFolder.Refused(() => Read("t.npz", type[1] == 'U' ? ElementKind.Text : ElementKind.Float32)).Id);
    }

    [Fact]
    public void A_label_that_is_not_a_number_is_missing()
    {
        WriteNpz("t.npz", ("x", Npy(Header("<f4", "(1,)"), new byte[4])), ("label", Npy(Header("<f8", "(1,)"), BitConverter.GetBytes(double.NaN))));

        Assert.Equal(DiagnosticIds.MissingCell, ScratchFolder.Refused(() => Read("t.npz")).Id);
    }

    private static string Header(string type, string shape) => $"{{'descr': '{type}', 'fortran_order': False, 'shape': {shape}, }}";

    private static byte[] Npy(string header, byte[] content) =>
        [0x93, .. "NUMPY"u8, 1, 0, (byte)(header.Length & 255), (byte)(header.Length >> 8), .. Encoding.ASCII.GetBytes(header), .. content];

    /// <summary>Overwrites the unpacked size in each header of the central directory (APPNOTE 4.3.12, offset 24).</summary>
    private static void ClaimSizes(byte[] bytes, int size)
    {
        for (var at = 0; at + 28 < bytes.Length; at++)
        {
            if (bytes.AsSpan(at, 4).SequenceEqual("PK\u0001\u0002"u8))
            {
                BitConverter.TryWriteBytes(bytes.AsSpan(at + 24), size);
            }
        }
    }

    private string WriteNpz(string name, params (string Name, byte[] Content)[] arrays) => WriteNpz(name, CompressionLevel.Fastest, arrays);

    private string WriteNpz(string name, CompressionLevel level, params (string Name, byte[] Content)[] arrays)
    {
        var path = folder.PathOf(name);
        using var archive = new ZipArchive(File.Create(path), ZipArchiveMode.Create);
        foreach (var (array, content) in arrays)
        {
            using var stream = archive.CreateEntry(string.Create(CultureInfo.InvariantCulture, $"{array}.npy"), level).Open();
            stream.Write(content);
        }

        return path;
    }

    private List<RecordBatch> Read(string name, ElementKind kind = ElementKind.Float32) =>
        folder.ReadAll(name, [new ModelInput("x", kind, [-1])], ScratchFolder.Keys());
}
