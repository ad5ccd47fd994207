using PrivacyGate.Onnx.Gradients;
using PrivacyGate.Onnx.Training.Parameters;

namespace PrivacyGate.Onnx.Tests.Training.Parameters;

public class InitialValuesTests
{
    [Theory]
    [InlineData(ParameterRole.Weight)]
    [InlineData(ParameterRole.Bias)]
    public void Weights_and_biases_spread_evenly_up_to_one_over_the_root_of_the_fan_in(ParameterRole role)
    {
        var values = Draw(role, fanIn: 25);
        Assert.All(values, static value => Assert.InRange(value, -.2f, .2f));
        Assert.Equal(0, values.Average(), .005);
        Assert.Equal(.04 / 3, values.Average(static value => value * value), .0005);
    }

    [Fact]
    public void Embeddings_are_standard_normal() => Assert.Equal(1, Draw(ParameterRole.Embedding, 1).Average(static value => value * value), .06);

    [Theory]
    [InlineData(ParameterRole.Scale, 1)]
    [InlineData(ParameterRole.Shift, 0)]
    [InlineData(ParameterRole.Slope, .25)]
    public void Norms_and_slopes_start_where_PyTorch_starts_them(ParameterRole role, float wanted) =>
        Assert.All(Draw(role, 9), value => Assert.Equal(wanted, value));

    private static float[] Draw(ParameterRole role, long fanIn)
    {
        var values = new float[10_000];
        InitialValues.Fill(new TrainableParameter("w", [10_000], "g", role, fanIn, 1, []), values, new RandomStream(4, RandomPurpose.InitialValues));
        return values;
    }
}
