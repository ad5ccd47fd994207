using PrivacyGate.Models;

namespace PrivacyGate.Tests.Doubles;

/// <summary>Fits linear models in place of networks: full-batch gradient descent with a fixed number of steps, no chance anywhere.</summary>
internal sealed class LinearFitter(int steps = 40) : INetworkFitter
{
    public INetwork Fit(NetworkTask task, CancellationToken cancellation)
    {
        int rows = task.Targets.Length;
        var weights = new double[task.Outputs * (task.Width + 1)];
        var gradient = new double[weights.Length];
        double rate = 1.0 / Math.Max(1, Math.Sqrt(task.Width));
        for (int step = 0; step < steps; step++)
        {
            Array.Clear(gradient);
            for (int row = 0; row < rows; row++)
            {
                AddGradient(task, row, Outputs(weights, task.Features.AsSpan(row * task.Width, task.Width), task.Outputs), gradient);
            }

            for (int i = 0; i < weights.Length; i++)
            {
                weights[i] -= rate * gradient[i] / rows;
            }
        }

        return new Linear(weights, task.Width, task.Outputs);
    }

    private static void AddGradient(NetworkTask task, int row, double[] outputs, double[] gradient)
    {
        double[] slope = task.Loss == NetworkLoss.CrossEntropy ? CrossEntropySlope(outputs, (int)task.Targets[row]) : GaussianSlope(outputs, task.Targets[row]);
        for (int output = 0; output < task.Outputs; output++)
        {
            int at = output * (task.Width + 1);
            for (int j = 0; j < task.Width; j++)
            {
                gradient[at + j] += slope[output] * task.Features[(row * task.Width) + j];
            }

            gradient[at + task.Width] += slope[output];
        }
    }

    private static double[] CrossEntropySlope(double[] logits, int target)
    {
        double[] slope = Synthetic.Softmax(logits);
        slope[target] -= 1;
        return slope;
    }

    private static double[] GaussianSlope(double[] told, double value)
    {
        double precision = Math.Exp(-2 * Math.Clamp(told[1], -2, 2));
        double distance = told[0] - value;
        return [Math.Clamp(distance * precision, -5, 5), Math.Clamp(1 - (distance * distance * precision), -5, 5)];
    }

    private static double[] Outputs(double[] weights, ReadOnlySpan<float> features, int outputs)
    {
        var told = new double[outputs];
        for (int output = 0; output < outputs; output++)
        {
            int at = output * (features.Length + 1);
            told[output] = weights[at + features.Length];
            for (int j = 0; j < features.Length; j++)
            {
                told[output] += weights[at + j] * features[j];
            }
        }

        return told;
    }

    private sealed class Linear(double[] weights, int width, int outputs) : INetwork
    {
        public float[] Predict(float[] features, int rows) =>
            [.. Enumerable.Range(0, rows).SelectMany(row => Outputs(weights, features.AsSpan(row * width, width), outputs)).Select(told => (float)told)];

        public void Dispose()
        {
        }
    }
}
