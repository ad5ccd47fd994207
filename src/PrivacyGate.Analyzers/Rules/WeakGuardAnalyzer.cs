using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using PrivacyGate.Analyzers.Catalog;
using PrivacyGate.Analyzers.Known;

namespace PrivacyGate.Analyzers.Rules;

/// <summary>PG1006: a call of ScoreGuard whose argument leaves the scores as they are.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class WeakGuardAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Descriptors.WeakGuard);

    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            var guards = new ScoreGuards(start.Compilation);
            start.RegisterOperationAction(
                operation =>
                {
                    var call = (IInvocationOperation)operation.Operation;
                    if (guards.Contains(call.TargetMethod) && Weakness(call) is var (argument, words, cure))
                    {
                        operation.ReportDiagnostic(Diagnostic.Create(Descriptors.WeakGuard, argument.Syntax.GetLocation(), call.TargetMethod.Name, words, cure));
                    }
                },
                OperationKind.Invocation);
        });
    }

    private static (IOperation Argument, string Words, string Cure)? Weakness(IInvocationOperation call) => Operation(call.TargetMethod.Name) switch
    {
        "Round" when Constant(call, "digits") is { } digits && digits.Value >= ScoreGuards.UselessDigits =>
            (digits.Argument, $"keeps {digits.Value} digits", "round to 2 or 3 digits"),
        "TopK" when AllClasses(call) is { } count => (count, "keeps every class", "keep the first class alone"),
        "Temperature" when Constant(call, "temperature") is { Value: 1 } temperature => (temperature.Argument, "divides by 1", "take a temperature of 2 or more"),
        "Noise" when Constant(call, "amplitude") is { Value: 0 } amplitude => (amplitude.Argument, "adds no noise", "take an amplitude above 0"),
        _ => null,
    };

    /// <summary>The operation that RoundInPlace, RoundRows and RoundRowsInPlace are forms of.</summary>
    private static string Operation(string method) => method.Replace("InPlace", "").Replace("Rows", "");

    private static (IOperation Argument, double Value)? Constant(IInvocationOperation call, string parameter) =>
        Argument(call, parameter) is { ConstantValue: { HasValue: true, Value: IConvertible value } } argument
            ? (argument, value.ToDouble(System.Globalization.CultureInfo.InvariantCulture))
            : null;

    private static IOperation? AllClasses(IInvocationOperation call)
    {
        if (Argument(call, "k") is not { } kept || Argument(call, "scores") is not { } scores)
        {
            return null;
        }

        var classes = Argument(call, "classes");
        var known = classes is null ? ClassCount.Of(scores) : classes.ConstantValue is { HasValue: true, Value: int given } ? given : null;
        return kept.ConstantValue is { HasValue: true, Value: int k }
            ? known <= k || k == int.MaxValue ? kept : null
            : ClassCount.IsLengthOf(kept, classes ?? scores) ? kept : null;
    }

    private static IOperation? Argument(IInvocationOperation call, string parameter) =>
        call.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == parameter)?.Value;
}
