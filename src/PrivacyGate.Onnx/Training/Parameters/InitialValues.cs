using PrivacyGate.Onnx.Gradients;

namespace PrivacyGate.Onnx.Training.Parameters;

/// <summary>Where training starts: PyTorch's defaults for each kind of layer.</summary>
internal static class InitialValues
{
    private const float PReluSlope = .25f;

    public static void Fill(TrainableParameter parameter, Span<float> values, RandomStream random)
    {
        switch (parameter.Role)
        {
            case ParameterRole.Weight or ParameterRole.Bias:
                FillUniform(values, 1 / Math.Sqrt(Math.Max(1, parameter.FanIn)), random);
                break;
            case ParameterRole.Embedding:
                FillNormal(values, random);
                break;
            case ParameterRole.Scale:
                values.Fill(1);
                break;
            case ParameterRole.Slope:
                values.Fill(PReluSlope);
                break;
            default:
                values.Clear();
                break;
        }
    }

    /// <summary>Kaiming's uniform rule with a = sqrt 5, which is U(-1/sqrt(fan-in), 1/sqrt(fan-in)).</summary>
    private static void FillUniform(Span<float> values, double bound, RandomStream random)
    {
        foreach (ref var value in values)
        {
            value = (float)(((2 * random.NextUnit()) - 1) * bound);
        }
    }

    private static void FillNormal(Span<float> values, RandomStream random)
    {
        foreach (ref var value in values)
        {
            value = (float)random.NextNormal();
        }
    }
}
