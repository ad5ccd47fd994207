using Microsoft.ML.OnnxRuntime;
using PrivacyGate.Onnx.Inference;

namespace PrivacyGate.Onnx.Tests.Inference;

public sealed class RowNormsTests
{
    [Fact]
    public void Norms_are_those_of_the_definition_whatever_the_width()
    {
        var random = new Random(3);
        for (var width = 1; width <= 70; width++)
        {
            float[] rows = [.. Enumerable.Range(0, 4 * width).Select(_ => (float)(random.NextDouble() - 0.5) * 10)];
            var norms = new double[3];
            using var tensor = OrtValue.CreateTensorValueFromMemory(rows, [4, width]);
            Assert.True(RowNorms.Read(tensor, 4, 1, norms));
            Assert.All(norms.Zip(rows.Chunk(width)), pair => Assert.Equal(Math.Sqrt(1 + pair.Second.Sum(value => (double)value * value)), pair.First, 1e-5));
        }
    }

    [Fact]
    public void Squares_that_overflow_single_precision_are_summed_in_double()
    {
        var norms = new double[1];
        using var tensor = OrtValue.CreateTensorValueFromMemory(Enumerable.Repeat(1e25f, 32).ToArray(), [1, 32]);
        Assert.True(RowNorms.Read(tensor, 1, 0, norms));
        Assert.Equal(1, norms[0] / (1e25 * Math.Sqrt(32)), 1e-6);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.NegativeInfinity)]
    public void Rows_that_are_not_finite_are_told(float value)
    {
        var norms = new double[2];
        using var tensor = OrtValue.CreateTensorValueFromMemory([1, 2, value, 3], [2, 2]);
        Assert.False(RowNorms.Read(tensor, 2, 0, norms));
    }
}
