using PrivacyGate.Onnx.Inference;

namespace PrivacyGate.Onnx.Tests.Inference;

public sealed class RowArgMaxTests
{
    [Fact]
    public void The_first_of_the_largest_is_found_whatever_the_width()
    {
        var random = new Random(7);
        for (var width = 1; width <= 40; width++)
        {
            // Few distinct values, so that ties are the rule.
            double[] rows = [.. Enumerable.Range(0, 50 * width).Select(_ => (double)random.Next(-3, 3))];
            var best = new int[50];
            RowArgMax.Find(rows, width, best);
            Assert.Equal(rows.Chunk(width).Select(row => Array.IndexOf(row, row.Max())), best);
        }
    }
}
