using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PrivacyGate.Analyzers.Flow;

namespace PrivacyGate.Analyzers.Rules;

/// <summary>A rule on what leaves a method.</summary>
internal interface IFlowRule
{
    IEnumerable<Diagnostic> Called(IInvocationOperation call, FlowWalk walk);

    IEnumerable<Diagnostic> Returned(IReturnOperation returned, string endpoint, FlowWalk walk);
}

/// <summary>Asks every rule, and reports each finding once: loops and branches pass the same place again.</summary>
internal sealed class FlowReports(Action<Diagnostic> report, params IFlowRule[] rules) : IFlowObserver
{
    private readonly HashSet<(string Id, Location Place)> reported = [];

    public void Called(IInvocationOperation call, FlowWalk walk) => Report(rules.SelectMany(rule => rule.Called(call, walk)));

    public void Returned(IReturnOperation returned, string endpoint, FlowWalk walk) => Report(rules.SelectMany(rule => rule.Returned(returned, endpoint, walk)));

    private void Report(IEnumerable<Diagnostic> found)
    {
        foreach (var diagnostic in found)
        {
            if (reported.Add((diagnostic.Id, diagnostic.Location)))
            {
                report(diagnostic);
            }
        }
    }
}
