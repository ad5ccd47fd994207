namespace PrivacyGate.Attacks;

/// <summary>An attack model: a network of one hidden layer that tells records a model was trained on from others by its answers.</summary>
internal sealed class MembershipNetwork : IDisposable
{
    private const int Hidden = 64;
    private const int BatchSize = 64;
    private const float LearningRate = 1e-3f;
    private const float WeightDecay = 1e-3f;

    /// <summary>Enough for few rows, too much for many: the steps decide.</summary>
    private const int MostEpochs = 50;
    private const int FewestEpochs = 5;
    private const int WantedSteps = 3000;

    private readonly INetwork network;
    private readonly FeatureScale scale;
    private readonly int width;

    private MembershipNetwork(INetwork network, FeatureScale scale, int width)
    {
        this.network = network;
        this.scale = scale;
        this.width = width;
    }

    /// <param name="networks">Fits it.</param>
    /// <param name="features">(rows x <paramref name="width"/>); scaled in place.</param>
    /// <param name="width">Features a row.</param>
    /// <param name="trained">Whether the model was trained on the row.</param>
    /// <param name="seed">Of the fit.</param>
    public static MembershipNetwork Fit(INetworkFitter networks, float[] features, int width, bool[] trained, ulong seed)
    {
        var scale = FeatureScale.Of(features, width);
        var steps = Math.Max(1, (trained.Length + BatchSize - 1) / BatchSize);
        return new MembershipNetwork(
            networks.Fit(
                new NetworkTask(
                    scale.Apply(features), width, Array.ConvertAll(trained, static flag => flag ? 1f : 0f), 2, [Hidden], NetworkLoss.CrossEntropy,
                    Math.Clamp(WantedSteps / steps, FewestEpochs, MostEpochs), BatchSize, LearningRate, WeightDecay, seed),
                CancellationToken.None),
            scale,
            width);
    }

    /// <summary>Log-odds that the model was trained on each row: above 0 the attack model says yes.</summary>
    /// <param name="features">(rows x width); scaled in place.</param>
    public double[] LogOdds(float[] features)
    {
        var rows = features.Length / width;
        var logits = network.Predict(scale.Apply(features), rows);
        return [.. Enumerable.Range(0, rows).Select(row => (double)logits[(2 * row) + 1] - logits[2 * row])];
    }

    public void Dispose() => network.Dispose();
}
