using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PrivacyGate.Analyzers.Known;

/// <summary>Calls after which scores are guarded.</summary>
internal sealed class ScoreGuards(Compilation compilation)
{
    /// <summary>From this many digits on, a rounded score still tells what the unrounded one does.</summary>
    public const int UselessDigits = 6;

    private readonly MethodTable guards = new(compilation, ("PrivacyGate.ScoreGuard", "*"));

    public bool Contains(IMethodSymbol method) => guards.Contains(method);

    /// <summary>Math.Round to few digits, or to whole numbers.</summary>
    public static bool Rounds(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        return method.ContainingType is { Name: "Math" or "MathF" or "Decimal" or "Double" or "Single", ContainingNamespace.Name: "System" }
            && method.Name switch
            {
                "Floor" or "Ceiling" or "Truncate" or "Sign" => true,
                "Round" => DigitsOf(call) is { } digits && digits < UselessDigits,
                _ => false,
            };
    }

    /// <summary>ToString("F2") and its like.</summary>
    public static bool Formats(IInvocationOperation call) =>
        call.TargetMethod.Name == nameof(ToString)
        && call.Arguments.Select(static argument => argument.Value.ConstantValue).FirstOrDefault(static value => value is { HasValue: true, Value: string }) is { HasValue: true, Value: string format }
        && NumberFormats.Round(format);

    /// <summary>The text that string.Format or AppendFormat makes, where every place of its format rounds.</summary>
    public static bool FormatsAll(IInvocationOperation call) =>
        call.TargetMethod.Name is "Format" or "AppendFormat"
        && call.Arguments.Select(static argument => argument.Value.ConstantValue).FirstOrDefault(static value => value is { HasValue: true, Value: string }) is { HasValue: true, Value: string format }
        && NumberFormats.RoundAll(format);

    private static int? DigitsOf(IInvocationOperation call)
    {
        var digits = call.Arguments.Named("digits", "decimals");
        return digits is null ? 0 : digits.ConstantValue is { HasValue: true, Value: int value } ? value : null;
    }
}
