using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace PrivacyGate.Analyzers.Rules;

/// <summary>How many classes an array of scores has, where the code says so.</summary>
internal static class ClassCount
{
    public static int? Of(IOperation scores) => Unwrap(scores) switch
    {
        IArrayCreationOperation { Initializer: { } initializer } => initializer.ElementValues.Length,
        IArrayCreationOperation { DimensionSizes: { Length: 1 } sizes } => sizes[0].ConstantValue is { HasValue: true, Value: int size } ? size : null,
        ILocalReferenceOperation local => Declared(local),
        _ => null,
    };

    /// <summary>The length of these very scores, or the very count of classes.</summary>
    public static bool IsLengthOf(IOperation kept, IOperation scores) => kept switch
    {
        IPropertyReferenceOperation { Property.Name: "Length" or "Count", Instance: { } instance } => Same(Unwrap(instance), Unwrap(scores)),
        ILocalReferenceOperation or IParameterReferenceOperation => Same(kept, scores),
        _ => false,
    };

    private static bool Same(IOperation one, IOperation other) => (one, other) switch
    {
        (ILocalReferenceOperation a, ILocalReferenceOperation b) => SymbolEqualityComparer.Default.Equals(a.Local, b.Local),
        (IParameterReferenceOperation a, IParameterReferenceOperation b) => SymbolEqualityComparer.Default.Equals(a.Parameter, b.Parameter),
        (IMemberReferenceOperation a, IMemberReferenceOperation b) => SymbolEqualityComparer.Default.Equals(a.Member, b.Member)
            && (a.Instance, b.Instance) is (null or IInstanceReferenceOperation, null or IInstanceReferenceOperation),
        _ => false,
    };

    private static IOperation Unwrap(IOperation operation) => operation switch
    {
        IConversionOperation conversion => Unwrap(conversion.Operand),
        IInvocationOperation { TargetMethod.Name: "AsSpan" or "AsMemory", Arguments: { Length: 1 } arguments } => Unwrap(arguments[0].Value),
        _ => operation,
    };

    private static int? Declared(ILocalReferenceOperation local) =>
        local.Local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: { } value }
        && local.SemanticModel?.GetOperation(value) is IArrayCreationOperation created
            ? Of(created)
            : null;
}
