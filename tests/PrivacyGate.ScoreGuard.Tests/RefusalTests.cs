using System.Globalization;

namespace PrivacyGate.GuardTests;

public sealed class RefusalTests
{
    private static readonly string[] Logits = ["round 0", "round 1", "round 2", "round 6", "label only", "order only"];

    public static TheoryData<string> Names => [.. Guard.All.Select(static guard => guard.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void No_scores_give_no_scores(string name)
    {
        var guard = Of(name);
        Assert.Empty(guard.Array([]));
        Assert.Empty(guard.Span([]));
        Assert.Empty(guard.Memory([]));
        Assert.Empty(guard.Destination([]));
        Assert.Empty(guard.InPlace([]));
        Assert.Empty(guard.Text([]));
        Assert.Empty(guard.Number([]));
        Assert.Empty(guard.Rows([], 3));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_no_number_is_refused_before_anything_is_written(string name)
    {
        var guard = Of(name);
        foreach (var bad in new[] { float.NaN, float.PositiveInfinity, float.NegativeInfinity, 2e32f })
        {
            float[] scores = [0.123456789f, 0.5f, bad];
            var problem = Assert.Throws<ArgumentException>(() => guard.Array(scores));
            Assert.StartsWith($"scores[2] is {bad.ToString(CultureInfo.InvariantCulture)}; a score must be a number from -1E+32 to 1E+32.", problem.Message, StringComparison.Ordinal);
            Assert.Throws<ArgumentException>(() => guard.Rows([0.1f, 0.9f, .. scores, 0.5f], 2));
        }
    }

    [Fact]
    public void A_refused_batch_and_a_refused_destination_are_left_as_they_were()
    {
        float[] batch = [0.123f, 0.877f, 0.5f, float.NaN];
        Assert.Throws<ArgumentException>(() => ScoreGuard.RoundRowsInPlace(batch, 2, 1));
        Assert.Equal([0.123f, 0.877f, 0.5f, float.NaN], batch);
        float[] destination = [7, 7, 7, 7];
        Assert.Throws<ArgumentException>(() => ScoreGuard.Round(batch, 1, destination));
        Assert.Equal([7, 7, 7, 7], destination);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Logits_are_refused_where_probabilities_are_needed(string name)
    {
        var guard = Of(name);
        float[] logits = [2.5f, -0.25f, 3];
        if (Logits.Contains(name))
        {
            Assert.Equal(3, guard.Array(logits).Length);
            return;
        }

        var problem = Assert.Throws<ArgumentException>(() => guard.Array(logits));
        Assert.StartsWith("scores[1] is -0.25; this guard needs probabilities, which are at least 0. Apply softmax to logits first.", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void One_score_alone_can_only_be_rounded(string name)
    {
        var guard = Of(name);
        if (name.StartsWith("round", StringComparison.Ordinal))
        {
            Assert.Single(guard.Array([0.7f]));
            return;
        }

        Assert.StartsWith("There is one score for each record", Assert.Throws<ArgumentException>(() => guard.Array([0.7f])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => guard.Rows([0.7f, 0.3f], 1));
    }

    [Fact]
    public void Parameters_outside_their_range_are_refused()
    {
        float[] scores = [0.7f, 0.3f];
        Refused("digits", () => ScoreGuard.Round(scores, -1));
        Refused("digits", () => ScoreGuard.Round(scores, 7));
        Refused("k", () => ScoreGuard.TopK(scores, 0));
        Refused("classes", () => ScoreGuard.TopK(scores, 3));
        Refused("temperature", () => ScoreGuard.Temperature(scores, 0));
        Refused("temperature", () => ScoreGuard.Temperature(scores, -2));
        Refused("temperature", () => ScoreGuard.Temperature(scores, float.NaN));
        Refused("temperature", () => ScoreGuard.Temperature(scores, float.PositiveInfinity));
        Refused("lowest", () => ScoreGuard.Clip(scores, -0.1f, 0.5f));
        Refused("lowest", () => ScoreGuard.Clip(scores, float.NaN, 0.5f));
        Refused("highest", () => ScoreGuard.Clip(scores, 0.5f, 0.4f));
        Refused("highest", () => ScoreGuard.Clip(scores, 0, 0));
        Refused("highest", () => ScoreGuard.Clip(scores, 0, 1.5f));
        Refused("highest", () => ScoreGuard.Clip(scores, 0, float.NaN));
        Refused("amplitude", () => ScoreGuard.Noise(scores, 0, 1));
        Refused("amplitude", () => ScoreGuard.Noise(scores, 2, 1));
        Refused("amplitude", () => ScoreGuard.Noise(scores, float.NaN, 1));
        Refused("classes", () => ScoreGuard.RoundRows(scores, 0, 2));
    }

    [Fact]
    public void A_batch_must_hold_whole_records_and_a_destination_must_be_long_enough()
    {
        Assert.StartsWith("There are 5 scores, which is no multiple of 2 classes.", Assert.Throws<ArgumentException>(() => ScoreGuard.RoundRows(new float[5], 2, 1)).Message, StringComparison.Ordinal);
        Assert.StartsWith("The destination has room for 2 scores, and there are 3.", Assert.Throws<ArgumentException>(() => ScoreGuard.Round(new float[3], 1, new float[2])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Null_is_refused_by_name()
    {
        Assert.Throws<ArgumentNullException>("scores", () => ScoreGuard.Round((float[])null!, 2));
        Assert.Throws<ArgumentNullException>("scores", () => ScoreGuard.Round((Dictionary<string, float>)null!, 2));
        Assert.Throws<ArgumentNullException>("scores", () => ScoreGuard.ArgMax((float[])null!));
    }

    private static void Refused(string parameter, Func<float[]> call) => Assert.Throws<ArgumentOutOfRangeException>(parameter, call);

    private static Guard Of(string name) => Guard.All.Single(guard => guard.Name == name);
}
