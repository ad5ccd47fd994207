using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PrivacyGate.Analyzers.Catalog;
using PrivacyGate.Analyzers.Flow;
using PrivacyGate.Analyzers.Known;

namespace PrivacyGate.Analyzers.Rules;

/// <summary>PG1002.</summary>
internal sealed class LoggedScoresRule(FlowTables tables, Settings settings) : IFlowRule
{
    public IEnumerable<Diagnostic> Called(IInvocationOperation call, FlowWalk walk)
    {
        if (!tables.Logs.Contains(call) && !settings.IsLogSink(call.TargetMethod))
        {
            return [];
        }

        return
            from argument in call.Arguments
            let value = walk.ValueOf(argument.Value)
            where (value.Shown & Kinds.Scores) != 0 && value.AnySource is { } source && Evidence.Allows(source, argument.Syntax)
            select Leak.Report(Descriptors.LoggedScores, argument.Value, Kinds.Scores, walk, value.AnySource!.Name, $"{call.TargetMethod.ContainingType.Name}.{call.TargetMethod.Name}");
    }

    public IEnumerable<Diagnostic> Returned(IReturnOperation returned, string endpoint, FlowWalk walk) => [];
}
