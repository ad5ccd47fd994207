using PrivacyGate.Samples;

namespace PrivacyGate.Tests.Doubles;

/// <summary>Fits linear models in place of networks: full-batch gradient descent with a fixed number of steps, no chance anywhere.</summary>
internal sealed class LinearFitter(int steps = 40) : INetworkFitter
{
    public INetwork Fit(NetworkTask task, CancellationToken cancellation)
    {
        var rows = task.Targets.Length;
        var weights = new double[task.Outputs * (task.Width + 1)];
        var gradient = new double[weights.Length];
        Span<double> told = stackalloc double[task.Outputs];
        var rate = 1.0 / Math.Max(1, Math.Sqrt(task.Width));
        for (var step = 0; step < steps; step++)
        {
            Array.Clear(gradient);
            for (var row = 0; row < rows; row++)
            {
                ReadOnlySpan<float> features = task.Features.AsSpan(row * task.Width, task.Width);
                Ask(weights, features, told);
                Slope(task.Loss, told, task.Targets[row]);
                AddGradient(features, told, gradient);
            }

            for (var i = 0; i < weights.Length; i++)
            {
                weights[i] -= rate * gradient[i] / rows;
            }
        }

        return new Linear(weights, task.Width, task.Outputs);
    }

    private static void AddGradient(ReadOnlySpan<float> features, ReadOnlySpan<double> slope, Span<double> gradient)
    {
        for (var output = 0; output < slope.Length; output++)
        {
            var own = gradient.Slice(output * (features.Length + 1), features.Length + 1);
            for (var j = 0; j < features.Length; j++)
            {
                own[j] += slope[output] * features[j];
            }

            own[features.Length] += slope[output];
        }
    }

    /// <summary>Puts the slope of the loss in the place of what the outputs told.</summary>
    private static void Slope(NetworkLoss loss, Span<double> told, float target)
    {
        if (loss == NetworkLoss.CrossEntropy)
        {
            Softmax(told);
            told[(int)target] -= 1;
            return;
        }

        var precision = Math.Exp(-2 * Math.Clamp(told[1], -2, 2));
        var distance = told[0] - target;
        told[0] = Math.Clamp(distance * precision, -5, 5);
        told[1] = Math.Clamp(1 - (distance * distance * precision), -5, 5);
    }

    private static void Softmax(Span<double> logits)
    {
        var top = double.NegativeInfinity;
        foreach (var logit in logits)
        {
            top = Math.Max(top, logit);
        }

        double sum = 0;
        foreach (ref var logit in logits)
        {
            logit = Math.Exp(logit - top);
            sum += logit;
        }

        foreach (ref var logit in logits)
        {
            logit /= sum;
        }
    }

    private static void Ask(ReadOnlySpan<double> weights, ReadOnlySpan<float> features, Span<double> told)
    {
        for (var output = 0; output < told.Length; output++)
        {
            var own = weights.Slice(output * (features.Length + 1), features.Length + 1);
            var sum = own[features.Length];
            for (var j = 0; j < features.Length; j++)
            {
                sum += own[j] * features[j];
            }

            told[output] = sum;
        }
    }

    private sealed class Linear(double[] weights, int width, int outputs) : INetwork
    {
        public float[] Predict(float[] features, int rows)
        {
            var all = new float[rows * outputs];
            Span<double> told = stackalloc double[outputs];
            for (var row = 0; row < rows; row++)
            {
                Ask(weights, features.AsSpan(row * width, width), told);
                for (var output = 0; output < outputs; output++)
                {
                    all[(row * outputs) + output] = (float)told[output];
                }
            }

            return all;
        }

        public void Dispose()
        {
        }
    }
}
