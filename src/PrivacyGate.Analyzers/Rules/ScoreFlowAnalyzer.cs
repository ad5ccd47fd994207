using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using PrivacyGate.Analyzers.Catalog;
using PrivacyGate.Analyzers.Flow;
using PrivacyGate.Analyzers.Known;
using PrivacyGate.Analyzers.Models;

namespace PrivacyGate.Analyzers.Rules;

/// <summary>PG1001, PG1002 and PG1007: one walk over each method that values can leave.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ScoreFlowAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        ImmutableArray.Create(Descriptors.PublicScores, Descriptors.LoggedScores, Descriptors.ScoresWithIdentity);

    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            var tables = new FlowTables(start.Compilation, new ModelAnswers(start.Compilation, Verdicts.Of(start.Options)));
            var settings = new ConcurrentDictionary<SyntaxTree, Settings>();
            start.RegisterOperationBlockAction(block =>
            {
                var tree = block.OperationBlocks[0].Syntax.SyntaxTree;
                var own = settings.GetOrAdd(tree, found => Settings.Of(start.Options.AnalyzerConfigOptionsProvider.GetOptions(found)));
                if ((!tables.Sources.IsEmpty || own.ScoreTypes.Count > 0) && CanLeave(block, tables, own)
                    && (own.ScoreTypes.Count > 0 || tables.ReachSource(block.OperationBlocks, FlowWalk.HelperDepth, block.CancellationToken)))
                {
                    var reports = new FlowReports(block.ReportDiagnostic, new PublicScoresRule(tables, own), new LoggedScoresRule(tables, own));
                    FlowWalk.Over(tables, own, reports, block.OwningSymbol, block.OperationBlocks, block.CancellationToken);
                }
            });
        });
    }

    /// <summary>Most methods are no endpoint and call nothing that writes: they are not walked.</summary>
    private static bool CanLeave(OperationBlockAnalysisContext block, FlowTables tables, Settings settings) =>
        (block.OwningSymbol is IMethodSymbol method && HttpSurfaces.Describe(method) is not null)
        || block.OperationBlocks
            .SelectMany(static operation => operation.DescendantsAndSelf())
            .OfType<IInvocationOperation>()
            .Any(call => tables.Surfaces.Sends(call) || tables.Surfaces.MapsEndpoint(call.TargetMethod) || tables.Logs.Contains(call)
                || settings.IsPublicSink(call.TargetMethod) || settings.IsLogSink(call.TargetMethod));
}
