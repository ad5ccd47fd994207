using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace PrivacyGate.Analyzers.Models;

/// <summary>The path that an expression means, as far as it is written in the code.</summary>
internal static class ModelPath
{
    private const int Depth = 6;

    /// <returns>Its known end, divided by '/', such as "models/credit.onnx"; null where the file's name is not known.</returns>
    public static string? Of(IOperation operation)
    {
        var path = Tail(operation, Depth)?.Replace('\\', '/');
        return path is null || path.EndsWith("/", StringComparison.Ordinal) || path.IndexOf('.', path.LastIndexOf('/') + 1) < 0 ? null : path;
    }

    private static string? Tail(IOperation? operation, int depth) => operation switch
    {
        null => null,
        _ when depth == 0 => null,
        { ConstantValue: { HasValue: true, Value: string text } } => text,
        IConversionOperation conversion => Tail(conversion.Operand, depth - 1),
        IAwaitOperation awaited => Tail(awaited.Operation, depth - 1),
        IInvocationOperation { TargetMethod: { Name: "Combine" or "Join", ContainingType.Name: "Path" } } call => Joined(call, depth - 1),
        IInvocationOperation { TargetMethod: { Name: "ReadAllBytes" or "ReadAllBytesAsync" or "GetFullPath", ContainingType.Name: "File" or "Path" }, Arguments: { Length: > 0 } arguments } =>
            Tail(arguments[0].Value, depth - 1),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum => Tail(sum.RightOperand, depth - 1),
        IInterpolatedStringOperation { Parts: { Length: > 0 } parts } => parts[parts.Length - 1] is IInterpolatedStringTextOperation text ? Tail(text.Text, depth - 1) : null,
        ILocalReferenceOperation local => Tail(InitializerOf(local.Local, operation), depth - 1),
        IFieldReferenceOperation { Field: { IsStatic: true, IsReadOnly: true } field } => Tail(InitializerOf(field, operation), depth - 1),
        _ => null,
    };

    /// <summary>Path.Combine(folder, "models", "credit.onnx"): the parts from the first that is known to the last.</summary>
    private static string? Joined(IInvocationOperation call, int depth)
    {
        var parts = call.Arguments.SelectMany(static argument => argument.Value is IArrayCreationOperation { Initializer: { } initializer } ? initializer.ElementValues.AsEnumerable() : [argument.Value]);
        var known = parts.Select(part => Tail(part, depth)).Reverse().TakeWhile(static part => part is not null).Reverse().ToList();
        return known.Count == 0 ? null : string.Join("/", known);
    }

    /// <summary>What a variable is declared with, where it stands in the same file.</summary>
    private static IOperation? InitializerOf(ISymbol symbol, IOperation use) =>
        symbol.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: { } value } && value.SyntaxTree == use.Syntax.SyntaxTree
            ? use.SemanticModel?.GetOperation(value)
            : null;
}
