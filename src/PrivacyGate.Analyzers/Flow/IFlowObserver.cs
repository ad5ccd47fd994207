using Microsoft.CodeAnalysis.Operations;

namespace PrivacyGate.Analyzers.Flow;

/// <summary>Is told of every place where values may leave.</summary>
internal interface IFlowObserver
{
    /// <param name="call">Any call, its receiver and arguments walked.</param>
    /// <param name="walk">Tells what they hold.</param>
    void Called(IInvocationOperation call, FlowWalk walk);

    /// <param name="returned">A return from an endpoint.</param>
    /// <param name="endpoint">What it is, in words.</param>
    /// <param name="walk">Tells what the returned value holds.</param>
    void Returned(IReturnOperation returned, string endpoint, FlowWalk walk);
}
