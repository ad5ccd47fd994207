using System.Buffers.Binary;
using System.Security.Cryptography;
using PrivacyGate.Models;
using PrivacyGate.Samples;

namespace PrivacyGate.IO.Tests.Readers;

public sealed class RecordKeyTests : IDisposable
{
    private readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_key_is_the_first_half_of_sha256_over_values_and_class()
    {
        folder.Write("t.csv", "a,b,label\n1.5,-2,3\n");
        byte[] content = [0, 0, 0xC0, 0x3F, 0, 0, 0, 0xC0, 3, 0, 0, 0];

        var expected = BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(content));

        Assert.Equal(expected, Assert.Single(folder.ReadMatrix("t.csv").Keys));
    }

    [Theory]
    [InlineData("1,2,0", "1.0,2e0,0.0", true)]
    [InlineData("0,2,0", "-0.0,2,0", true)]
    [InlineData("0.1,2,0", "0.10000000001,2,0", true)]
    [InlineData("1,2,0", "2,1,0", false)]
    [InlineData("1,2,0", "1,2,1", false)]
    [InlineData("1,2,0", "1,2.0001,0", false)]
    public void Records_are_equal_when_what_the_model_is_fed_and_the_class_are(string left, string right, bool areEqual)
    {
        folder.Write("t.csv", $"a,b,label\n{left}\n{right}\n");

        var keys = folder.ReadMatrix("t.csv").Keys;

        Assert.Equal(areEqual, keys[0] == keys[1]);
    }

    [Fact]
    public void Texts_do_not_run_into_each_other()
    {
        folder.Write("t.csv", "a,b,label\nx,yz,0\nxy,z,0\n");
        ModelInput[] inputs = [new("a", ElementKind.Text, [1]), new("b", ElementKind.Text, [1])];

        var keys = folder.ReadAll("t.csv", inputs, ScratchFolder.Keys()).Single().Keys;

        Assert.NotEqual(keys[0], keys[1]);
    }

    [Fact]
    public void Columns_the_model_is_not_fed_do_not_count()
    {
        folder.Write("t.csv", "a,id,person,label\n1,7,p,0\n1,8,q,0\n");

        var keys = folder.ReadMatrix("t.csv", keys: ScratchFolder.Keys(features: ["a"], subject: "person")).Keys;

        Assert.Equal(keys[0], keys[1]);
    }
}
