namespace PrivacyGate.Samples;

/// <summary>Fits the small fully connected networks that attacks learn with. Thread-safe.</summary>
public interface INetworkFitter
{
    /// <summary>Fits a network of ReLU layers by Adam on minibatches.</summary>
    /// <param name="task">What to fit and to what.</param>
    /// <param name="cancellation">Stops inside fitting.</param>
    /// <returns>Same task, same network, on any machine of one processor kind.</returns>
    INetwork Fit(NetworkTask task, CancellationToken cancellation);
}

/// <summary>A fitted network. Thread-safe.</summary>
public interface INetwork : IDisposable
{
    /// <summary>Outputs for rows of features, (rows x outputs), row-major: logits for <see cref="NetworkLoss.CrossEntropy"/>, (mean, log standard deviation) for <see cref="NetworkLoss.GaussianLikelihood"/>.</summary>
    float[] Predict(float[] features, int rows);
}

/// <param name="Features">(rows x <paramref name="Width"/>), row-major. Not scaled by the fitter.</param>
/// <param name="Width">Features a row.</param>
/// <param name="Targets">One a row: the number of the class for <see cref="NetworkLoss.CrossEntropy"/>, the value for <see cref="NetworkLoss.GaussianLikelihood"/>.</param>
/// <param name="Outputs">Classes; 2 (mean, log standard deviation) for <see cref="NetworkLoss.GaussianLikelihood"/>.</param>
/// <param name="Hidden">Units of each hidden layer; empty for a linear model.</param>
/// <param name="Loss">What is minimised.</param>
/// <param name="Epochs">Passes over the rows.</param>
/// <param name="BatchSize">Rows a step.</param>
/// <param name="LearningRate">Of Adam.</param>
/// <param name="WeightDecay">Decoupled, at least 0.</param>
/// <param name="Seed">Decides initial weights and batch order.</param>
public sealed record NetworkTask(
    float[] Features,
    int Width,
    float[] Targets,
    int Outputs,
    IReadOnlyList<int> Hidden,
    NetworkLoss Loss,
    int Epochs,
    int BatchSize,
    float LearningRate,
    float WeightDecay,
    ulong Seed);

/// <summary>What a network's fit minimises.</summary>
public enum NetworkLoss
{
    /// <summary>Softmax cross-entropy.</summary>
    CrossEntropy,

    /// <summary>Negative log-likelihood of a normal distribution whose mean and log standard deviation the network tells.</summary>
    GaussianLikelihood,
}
