using PrivacyGate.Samples;

namespace PrivacyGate.Run.Training;

/// <summary>Fits attack models until a token is signalled: attacks know no time.</summary>
internal sealed class StoppableFitter(INetworkFitter fitter, CancellationToken ending) : INetworkFitter
{
    public INetwork Fit(NetworkTask task, CancellationToken cancellation)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ending, cancellation);
        return fitter.Fit(task, either.Token);
    }
}
