using PrivacyGate.Samples;

namespace PrivacyGate.Tests.Doubles;

/// <summary>Fits nothing: every network answers by one rule of a row's scaled features. So the value of an attack that fits a network can be computed by hand.</summary>
internal sealed class RuleFitter(Func<float[], float[]> rule) : INetworkFitter
{
    /// <summary>What was to be fitted, in turn.</summary>
    public List<NetworkTask> Tasks { get; } = [];

    public INetwork Fit(NetworkTask task, CancellationToken cancellation)
    {
        Tasks.Add(task);
        return new Rule(rule);
    }

    private sealed class Rule(Func<float[], float[]> rule) : INetwork
    {
        public float[] Predict(float[] features, int rows) => [.. features.Chunk(features.Length / rows).SelectMany(rule)];

        public void Dispose()
        {
        }
    }
}
