using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PrivacyGate.Analyzers.Catalog;
using PrivacyGate.Analyzers.Flow;
using PrivacyGate.Analyzers.Known;

namespace PrivacyGate.Analyzers.Rules;

/// <summary>PG1001, and PG1007 where who it is about leaves too.</summary>
/// <param name="tables">Of the compilation.</param>
/// <param name="settings">Of the file.</param>
internal sealed class PublicScoresRule(FlowTables tables, Settings settings) : IFlowRule
{
    public IEnumerable<Diagnostic> Called(IInvocationOperation call, FlowWalk walk) =>
        tables.Surfaces.Sends(call) || settings.IsPublicSink(call.TargetMethod)
            ? call.Arguments.SelectMany(argument => Judge(argument.Value, $"the call of '{call.TargetMethod.Name}'", walk))
            : [];

    public IEnumerable<Diagnostic> Returned(IReturnOperation returned, string endpoint, FlowWalk walk) =>
        returned.ReturnedValue is { } value ? Judge(value, endpoint, walk) : [];

    private static IEnumerable<Diagnostic> Judge(IOperation operation, string surface, FlowWalk walk)
    {
        var value = walk.ValueOf(operation);
        var leak = value.Shown & (Kinds.Scores | Kinds.Loss);
        if (leak == Kinds.None || value.AnySource is not { } source || !Evidence.Allows(source, operation.Syntax))
        {
            return [];
        }

        var measured = source.Figure.Length == 0 ? "" : $" ({source.Figure})";
        if ((value.Shown & Kinds.Identity) != 0)
        {
            var what = (leak & Kinds.Loss) != 0 ? "The loss" : "The raw score";
            return [Leak.Report(Descriptors.ScoresWithIdentity, operation, leak, walk, what, source.Name, surface, measured)];
        }

        return (leak & Kinds.Scores) != 0
            ? [Leak.Report(Descriptors.PublicScores, operation, Kinds.Scores, walk, source.Name, surface, measured)]
            : [];
    }
}
