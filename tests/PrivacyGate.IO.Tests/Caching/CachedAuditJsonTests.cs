using System.Text;
using PrivacyGate.Auditing;
using PrivacyGate.Auditing.Findings;
using PrivacyGate.IO.Caching;
using PrivacyGate.IO.Tests.Sinks;
using PrivacyGate.Samples;

namespace PrivacyGate.IO.Tests.Caching;

public sealed class CachedAuditJsonTests
{
    private static readonly double[] Special = [0.0, -0.0, double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.Epsilon, double.MaxValue, 0.1, 1.0 / 3, 5e-324, 1e21, -1e-7];

    [Fact]
    public void What_is_read_is_what_was_written_to_the_last_bit()
    {
        var random = new Random(20_261_122);
        for (var repeat = 0; repeat < 300; repeat++)
        {
            var audit = new CachedAudit([Text(random), Text(random)], random.NextInt64(), Report(random));
            var read = CachedAuditJson.Read(new MemoryStream(Bytes(audit)));
            Assert.Equal(audit.Recognition, read.Recognition);
            Assert.Equal(audit.Queries, read.Queries);
            AssertSame(audit.Report, read.Report);
        }
    }

    [Theory]
    [InlineData("\"version\":13", "\"version\":12")]
    [InlineData("\"version\":13", "\"version\":13,\"version\":13")]
    [InlineData("\"counts\":", "\"count\":")]
    [InlineData("\"invalidity\":null,", "")]
    [InlineData("\"findings\":[", "\"findings\":null,\"x\":[")]
    [InlineData("{", "")]
    public void Anything_else_is_a_miss(string found, string replaced)
    {
        var text = Encoding.UTF8.GetString(Bytes(new CachedAudit(["one input"], 12, SampleReports.Pass().Report)));
        Assert.Contains(found, text, StringComparison.Ordinal);

        var damaged = text.Replace(found, replaced, StringComparison.Ordinal);

        Assert.Throws<InvalidDataException>(() => CachedAuditJson.Read(new MemoryStream(Encoding.UTF8.GetBytes(damaged))));
    }

    [Fact]
    public void A_truncated_cache_is_a_miss()
    {
        var bytes = Bytes(new CachedAudit(["one input"], 12, SampleReports.Pass().Report));
        for (var length = 0; length < bytes.Length; length += 37)
        {
            Assert.Throws<InvalidDataException>(() => CachedAuditJson.Read(new MemoryStream(bytes[..length])));
        }
    }

    [Fact]
    public void Damage_to_any_one_byte_is_a_miss()
    {
        var bytes = Bytes(new CachedAudit(["one input"], 12, SampleReports.Pass().Report));
        var random = new Random(7);
        for (var at = 0; at < bytes.Length; at++)
        {
            byte[] damaged = [.. bytes];
            damaged[at] = (byte)random.Next(' ', 127);
            if (damaged[at] != bytes[at])
            {
                Assert.Throws<InvalidDataException>(() => CachedAuditJson.Read(new MemoryStream(damaged)));
            }
        }
    }

    private static byte[] Bytes(CachedAudit audit)
    {
        using var stream = new MemoryStream();
        CachedAuditJson.Write(audit, stream);
        return stream.ToArray();
    }

    private static void AssertSame(AuditReport expected, AuditReport actual)
    {
        Assert.Equal(expected.Counts, actual.Counts);
        Assert.Equal(Bits(expected.Accuracy.Members), Bits(actual.Accuracy.Members));
        Assert.Equal(Bits(expected.Accuracy.NonMembers), Bits(actual.Accuracy.NonMembers));
        Assert.Equal(expected.Refused, actual.Refused);
        Assert.Equal(expected.Invalidity, actual.Invalidity);
        Assert.Equal(expected.Warnings, actual.Warnings);
        Assert.Equal(expected.Findings.Select(WithoutNumbers), actual.Findings.Select(WithoutNumbers));
        Assert.Equal(expected.Findings.SelectMany(Numbers), actual.Findings.SelectMany(Numbers));
    }

    private static Finding WithoutNumbers(Finding finding) => finding with { Value = null, Lower = null, Upper = null, VarianceSum = null };

    private static IEnumerable<long?> Numbers(Finding finding) => [Bits(finding.Value), Bits(finding.Lower), Bits(finding.Upper), Bits(finding.VarianceSum)];

    private static long? Bits(double? number) => number is { } value ? BitConverter.DoubleToInt64Bits(value) : null;

    private static AuditReport Report(Random random) => new(
        new RecordCounts(random.Next(), random.Next(), random.Next(), random.Next(), random.Next()),
        new SideAccuracy(Number(random), Number(random)),
        Many(random, 20, Finding),
        Many(random, 3, r => new RefusedAttack(Text(r), Text(r))),
        random.Next(2) == 0 ? null : Diagnostic(random),
        Many(random, 3, Diagnostic));

    private static Finding Finding(Random random) => new(
        Text(random), Text(random), Text(random), Maybe(random), Maybe(random), Maybe(random), random.NextDouble(),
        Text(random), Text(random), Text(random), random.Next(), random.Next())
    {
        ShownBy = Text(random),
        VarianceSum = Maybe(random),
        NonMembersNeeded = random.Next(2) == 0 ? null : random.Next(),
    };

    private static Diagnostic Diagnostic(Random random) => new(
        "PG0204",
        (Severity)random.Next(3),
        Text(random),
        random.Next(2) == 0 ? null : new SourceLocation(Text(random), random.Next(), random.Next()));

    private static double? Maybe(Random random) => random.Next(4) == 0 ? null : Number(random);

    private static double Number(Random random) => random.Next(3) switch
    {
        0 => Special[random.Next(Special.Length)],
        1 => random.NextDouble(),
        _ => BitConverter.Int64BitsToDouble(random.NextInt64()) is var any && double.IsNaN(any) ? double.NaN : any,
    };

    // No lone surrogates: JSON is UTF-8 and cannot carry them.
    private static string Text(Random random) => string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => random.Next(3) switch
    {
        0 => "😀",
        1 => ((char)random.Next(0xD800)).ToString(),
        _ => ((char)random.Next(' ', 127)).ToString(),
    }));

    private static T[] Many<T>(Random random, int limit, Func<Random, T> make) =>
        [.. Enumerable.Range(0, random.Next(limit)).Select(_ => make(random))];
}
