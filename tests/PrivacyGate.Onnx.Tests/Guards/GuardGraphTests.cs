using PrivacyGate.Onnx.Graphs;

namespace PrivacyGate.Onnx.Tests.Guards;

/// <summary>The guards of PrivacyGate.ScoreGuard as plain ONNX operators answer the same: to the bit, or within one step of a float where powers and sums are involved.</summary>
public sealed class GuardGraphTests
{
    private const int Records = 1_000;

    [Theory]
    [InlineData(2)]
    [InlineData(10)]
    [InlineData(100)]
    public void Rounding_is_Mul_Round_Div(int classes)
    {
        foreach (var digits in new[] { 0, 1, 2, 3, 6 })
        {
            AssertSame(classes, 0, scores => ScoreGuard.RoundRows(scores, classes, digits), graph =>
            {
                var scale = graph.Constant(Tensors.Of([(float)Math.Pow(10, digits)]));
                return graph.Add("Div", [graph.Add("Round", [graph.Add("Mul", ["x", scale])]), scale]);
            });
        }
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(10, 3)]
    [InlineData(100, 10)]
    public void Top_k_is_TopK_ScatterElements(int classes, int k)
    {
        AssertSame(classes, 0, scores => ScoreGuard.TopKRows(scores, classes, k), graph => graph.TopK(k) is var kept ? graph.Scatter(kept[1], kept[0]) : "");
        AssertSame(classes, 1, scores => ScoreGuard.TopKRows(scores, classes, k, renormalise: true), graph => graph.TopK(k) is var kept ? graph.Normalise(graph.Double(graph.Scatter(kept[1], kept[0]))) : "");
    }

    [Theory]
    [InlineData(2)]
    [InlineData(10)]
    [InlineData(100)]
    public void Label_only_is_ArgMax_OneHot(int classes) =>
        AssertSame(classes, 0, scores => ScoreGuard.LabelOnlyRows(scores, classes), graph =>
        {
            var label = graph.Add("ArgMax", ["x"], Attributes.Int("axis", 1), Attributes.Int("keepdims", 0));
            return graph.Add("OneHot", [label, graph.Constant(Tensors.Of([(long)classes])), graph.Constant(Tensors.Of([0f, 1f], 2))], Attributes.Int("axis", 1));
        });

    [Theory]
    [InlineData(2)]
    [InlineData(10)]
    [InlineData(100)]
    public void Order_only_is_TopK_of_all_and_ScatterElements_of_one_vector(int classes) =>
        AssertSame(classes, 0, scores => ScoreGuard.OrderOnlyRows(scores, classes), graph =>
        {
            var harmonic = Enumerable.Range(1, classes).Sum(static rank => 1.0 / rank);
            float[] shape = [.. Enumerable.Range(1, classes).Select(rank => (float)(1 / (rank * harmonic)))];
            var ranks = graph.TopK(classes)[1];
            var values = graph.Add("Expand", [graph.Constant(Tensors.Of(shape, 1, classes)), graph.Add("Shape", ["x"])]);
            return graph.Scatter(ranks, values);
        });

    [Theory]
    [InlineData(2, 0.5f)]
    [InlineData(10, 2f)]
    [InlineData(100, 20f)]
    public void Temperature_is_Pow_of_the_share_of_the_largest_normalised(int classes, float temperature) =>
        AssertSame(classes, 1, scores => ScoreGuard.TemperatureRows(scores, classes, temperature), graph =>
        {
            var doubles = graph.Double("x");
            var largest = graph.AtLeastSmallest(graph.Add("ReduceMax", [doubles], Attributes.Ints("axes", 1)));
            var exponent = graph.Constant(Tensors.Scalar(1.0 / temperature, ElementType.Double));
            return graph.Normalise(graph.Add("Pow", [graph.Add("Div", [doubles, largest]), exponent]));
        });

    [Theory]
    [InlineData(2, 0.05f, 0.6f)]
    [InlineData(10, 0f, 0.9f)]
    [InlineData(100, 0.001f, 0.5f)]
    public void Clipping_is_Clip_normalised(int classes, float lowest, float highest) =>
        AssertSame(classes, 1, scores => ScoreGuard.ClipRows(scores, classes, lowest, highest), graph =>
            graph.Normalise(graph.Double(graph.Add("Clip", ["x", graph.Constant(Tensors.Scalar(lowest, ElementType.Float)), graph.Constant(Tensors.Scalar(highest, ElementType.Float))]))));

    [Fact]
    public void The_comparison_sees_a_rounding_that_is_not_half_to_even()
    {
        float[] scores = [0.125f, 0.875f];
        using var graph = new GuardGraph(2);
        var half = graph.Add("Floor", [graph.Add("Add", [graph.Add("Mul", ["x", graph.Constant(Tensors.Of([100f]))]), graph.Constant(Tensors.Of([0.5f]))])]);
        Assert.NotEqual(ScoreGuard.Round(scores, 2), graph.Run(graph.Add("Div", [half, graph.Constant(Tensors.Of([100f]))]), scores));
    }

    private static void AssertSame(int classes, int steps, Func<float[], float[]> guard, Func<GuardGraph, string> build)
    {
        var scores = Probabilities(classes);
        using var graph = new GuardGraph(classes);
        var (expected, actual) = (guard(scores), graph.Run(build(graph), scores));
        Assert.Equal(expected.Length, actual.Length);
        Assert.InRange(expected.Zip(actual).Max(static pair => Steps(pair.First, pair.Second)), 0, steps);
    }

    /// <summary>How many floats lie between two that are not below 0.</summary>
    private static int Steps(float first, float second) => Math.Abs(BitConverter.SingleToInt32Bits(first + 0f) - BitConverter.SingleToInt32Bits(second + 0f));

    /// <summary>1,000 records: sharp and flat ones; a tenth have equal scores, a tenth zeros, one has nothing but zeros.</summary>
    private static float[] Probabilities(int classes)
    {
        var random = new Random(classes);
        var scores = new float[Records * classes];
        for (var record = 1; record < Records; record++)
        {
            var sharpness = random.NextDouble() * 20;
            var parts = Enumerable.Range(0, classes).Select(_ => Math.Exp(sharpness * (random.NextDouble() - 0.5))).ToArray();
            if (record % 10 == 0)
            {
                parts[^1] = parts[0];
            }

            if (record % 10 == 1)
            {
                parts[0] = 0;
            }

            var sum = parts.Sum();
            for (var i = 0; i < classes; i++)
            {
                scores[(record * classes) + i] = (float)(parts[i] / sum);
            }
        }

        return scores;
    }
}
