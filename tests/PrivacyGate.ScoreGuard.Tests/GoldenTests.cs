using System.Text.Json;

namespace PrivacyGate.GuardTests;

/// <summary>tests/Shared/guards.json, written by make_guards.py: exact fractions and an own SipHash in Python.</summary>
public sealed class GoldenTests
{
    [Fact]
    public void Every_guard_gives_the_values_computed_in_Python()
    {
        using var vectors = JsonDocument.Parse(File.ReadAllBytes(Repository.Path("tests", "Shared", "guards.json")));
        var compared = 0;
        foreach (var vector in vectors.RootElement.EnumerateArray())
        {
            var expected = Floats(vector, "expected");
            var actual = GuardOf(vector).Array(Floats(vector, "scores"));
            Assert.True(expected.SequenceEqual(actual), $"{vector}{Environment.NewLine}answered {string.Join(", ", actual)}");
            compared++;
        }

        Assert.Equal(344, compared);
    }

    [Theory]
    [InlineData("temperature 2", 0.52287938, 0.27949079, 0.19762983)]
    [InlineData("top-2 True", 0.77777778, 0.22222222, 0)]
    [InlineData("clip 0.05 0.6", 0.66666667, 0.22222222, 0.11111111)]
    [InlineData("order only", 6 / 11.0, 3 / 11.0, 2 / 11.0)]
    public void Three_scores_give_the_values_computed_by_hand(string name, double first, double second, double third)
    {
        var scores = Guard.All.Single(guard => guard.Name == name).Array([0.7f, 0.2f, 0.1f]);
        Assert.Equal(first, scores[0], 1e-7);
        Assert.Equal(second, scores[1], 1e-7);
        Assert.Equal(third, scores[2], 1e-7);
    }

    /// <summary>The values are those of the reference implementation's vectors for inputs 00, 00 01, ... under the key 00 01 ... 0f.</summary>
    [Theory]
    [InlineData(0, 0x726fdb47dd0e0e31)]
    [InlineData(1, 0xcf2794e0277187b7)]
    [InlineData(2, 0x93f5f5799a932462)]
    public void Sip_hash_gives_the_published_values(int words, ulong expected)
    {
        var hash = new SipHash(0x0706050403020100, 0x0f0e0d0c0b0a0908);
        for (var word = 0; word < words; word++)
        {
            hash.Add((uint)(0x03020100 + (word * 0x04040404)));
        }

        Assert.Equal(expected, hash.Finish());
    }

    private static Guard GuardOf(JsonElement vector) => vector.GetProperty("guard").GetString() switch
    {
        "round" => Guard.Round(vector.GetProperty("digits").GetInt32()),
        "top-k" => Guard.TopK(vector.GetProperty("k").GetInt32(), vector.GetProperty("renormalise").GetBoolean()),
        "label-only" => Guard.All.Single(static guard => guard.Name == "label only"),
        "order-only" => Guard.All.Single(static guard => guard.Name == "order only"),
        "temperature" => Guard.Temperature(vector.GetProperty("value").GetSingle()),
        "clip" => Guard.Clip(vector.GetProperty("lowest").GetSingle(), vector.GetProperty("highest").GetSingle()),
        "noise" => Guard.Noise(vector.GetProperty("amplitude").GetSingle(), vector.GetProperty("seed").GetUInt64()),
        var other => throw new InvalidDataException($"guard {other}"),
    };

    private static float[] Floats(JsonElement vector, string name) => [.. vector.GetProperty(name).EnumerateArray().Select(static value => value.GetSingle())];
}
