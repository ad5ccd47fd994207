using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using PrivacyGate.Analyzers.Catalog;
using PrivacyGate.Analyzers.Known;

namespace PrivacyGate.Analyzers.Rules;

/// <summary>PG1006: a call of ScoreGuard whose argument leaves the scores as they are, or makes the call fail.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class WeakGuardAnalyzer : DiagnosticAnalyzer
{
    /// <summary>ScoreGuard refuses more.</summary>
    private const int MostDigits = 6;

    private const string Leaves = "so the scores leave as they are";

    private const string OrderOnly = "keep the order of the classes alone with OrderOnly";

    private const string Fails = "so the call fails at run time";

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
                    if (guards.Contains(call.TargetMethod) && Weakness(call) is var (argument, words, effect, cure))
                    {
                        operation.ReportDiagnostic(Diagnostic.Create(Descriptors.WeakGuard, argument.Syntax.GetLocation(), call.TargetMethod.Name, words, effect, cure));
                    }
                },
                OperationKind.Invocation);
        });
    }

    private static (IOperation Argument, string Words, string Effect, string Cure)? Weakness(IInvocationOperation call) => Operation(call.TargetMethod.Name) switch
    {
        "Round" when Constant(call, "digits") is { } digits && digits.Value is < 0 or >= ScoreGuards.UselessDigits =>
            (digits.Argument, $"keeps {Text(digits.Value)} digits", digits.Value is < 0 or > MostDigits ? Fails : Leaves, "round to 2 or 3 digits"),
        "TopK" when Constant(call, "k") is { Value: < 1 } none => (none.Argument, $"keeps {Text(none.Value)} classes", Fails, OrderOnly),
        "TopK" when Kept(call) is var (kept, tooMany) => tooMany
            ? (kept, "keeps more classes than there are", Fails, OrderOnly)
            : (kept, "keeps every class", Leaves, OrderOnly),
        "Temperature" when Constant(call, "temperature") is { Value: 1 } temperature => (temperature.Argument, "divides by 1", Leaves, "take a temperature of 2 or more"),
        "Temperature" when Constant(call, "temperature") is { Value: not (>= 0.01f and <= 1000) } beyond =>
            (beyond.Argument, $"takes a temperature of {Text(beyond.Value)}", Fails, "take a temperature from 2 to 1000"),
        "Noise" when Constant(call, "amplitude") is { Value: not (> 0 and <= 1) } amplitude =>
            (amplitude.Argument, $"takes an amplitude of {Text(amplitude.Value)}", Fails, "take an amplitude above 0 and at most 1"),
        _ => null,
    };

    private static string Text(double value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The operation that RoundInPlace, RoundRows and RoundRowsInPlace are forms of.</summary>
    private static string Operation(string method) => method.Replace("InPlace", "").Replace("Rows", "");

    private static (IOperation Argument, double Value)? Constant(IInvocationOperation call, string parameter) =>
        call.Arguments.Named(parameter) is { ConstantValue: { HasValue: true, Value: IConvertible value } } argument
            ? (argument, value.ToDouble(System.Globalization.CultureInfo.InvariantCulture))
            : null;

    /// <summary>The k of a call that keeps all classes or more.</summary>
    private static (IOperation Argument, bool TooMany)? Kept(IInvocationOperation call)
    {
        if (call.Arguments.Named("k") is not { } kept || call.Arguments.Named("scores") is not { } scores)
        {
            return null;
        }

        var classes = call.Arguments.Named("classes");
        var known = classes is null ? ClassCount.Of(scores) : classes.ConstantValue is { HasValue: true, Value: int given } ? given : null;
        return kept.ConstantValue is { HasValue: true, Value: int k }
            ? known <= k || k == int.MaxValue ? (kept, known != k) : null
            : ClassCount.IsLengthOf(kept, classes ?? scores) ? (kept, false) : null;
    }
}
