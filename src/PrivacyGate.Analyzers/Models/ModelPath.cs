using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PrivacyGate.Analyzers.Known;

namespace PrivacyGate.Analyzers.Models;

/// <summary>The path that an expression means, as far as it is written in the code.</summary>
internal static class ModelPath
{
    private const int Depth = 6;

    /// <returns>Its known end, divided by '/', such as "models/credit.onnx"; null where any letter of the file's name is not known.</returns>
    public static string? Of(IOperation operation)
    {
        if (Tail(operation, Depth) is not { } tail)
        {
            return null;
        }

        var text = tail.Text.Replace('\\', '/');
        var first = tail.Whole ? 0 : text.IndexOf('/') + 1;
        if (!tail.Whole && first == 0)
        {
            return null;
        }

        var path = text.Substring(first);
        return path.EndsWith("/", StringComparison.Ordinal) || path.IndexOf('.', path.LastIndexOf('/') + 1) < 0 ? null : path;
    }

    private static KnownText? Tail(IOperation? operation, int depth) => operation switch
    {
        null => null,
        _ when depth == 0 => null,
        { ConstantValue: { HasValue: true, Value: string text } } => new(text, Whole: true),
        { ConstantValue: { HasValue: true, Value: char letter } } => new(letter.ToString(), Whole: true),
        IConversionOperation conversion => Tail(conversion.Operand, depth - 1),
        IAwaitOperation awaited => Tail(awaited.Operation, depth - 1),
        IInvocationOperation { TargetMethod: { Name: "Combine" or "Join", ContainingType.Name: "Path" } } call =>
            KnownText.Join(PartsOf(call).Select(part => Tail(part, depth - 1)), "/"),
        IInvocationOperation { TargetMethod: { Name: "ReadAllBytes" or "ReadAllBytesAsync" or "GetFullPath", ContainingType.Name: "File" or "Path" }, Arguments: { Length: > 0 } arguments } =>
            Tail(arguments[0].Value, depth - 1),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum => KnownText.Join([Tail(sum.LeftOperand, depth - 1), Tail(sum.RightOperand, depth - 1)], ""),
        IInterpolatedStringOperation { Parts: { Length: > 0 } parts } => KnownText.Join(parts.Select(part => Tail(TextOf(part), depth - 1)), ""),
        ILocalReferenceOperation local when !LocalWrites.Any(local) => Tail(LocalWrites.InitializerOf(local.Local, operation), depth - 1),
        IFieldReferenceOperation { Field: { IsStatic: true, IsReadOnly: true } field } when field.ContainingType.StaticConstructors.All(static one => one.IsImplicitlyDeclared) =>
            Tail(LocalWrites.InitializerOf(field, operation), depth - 1),
        _ => null,
    };

    /// <summary>Path.Combine(folder, "models", "credit.onnx") may be called with an array.</summary>
    private static IEnumerable<IOperation> PartsOf(IInvocationOperation call) => call.Arguments
        .SelectMany(static argument => argument.Value is IArrayCreationOperation { Initializer: { } initializer } ? initializer.ElementValues.AsEnumerable() : [argument.Value]);

    private static IOperation? TextOf(IInterpolatedStringContentOperation part) => part switch
    {
        IInterpolatedStringTextOperation text => text.Text,
        IInterpolationOperation { Alignment: null, FormatString: null } value => value.Expression,
        _ => null,
    };
}
