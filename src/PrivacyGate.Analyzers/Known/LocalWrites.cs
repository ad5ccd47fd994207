using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace PrivacyGate.Analyzers.Known;

/// <summary>What a variable is declared with, and whether it is given another value.</summary>
internal static class LocalWrites
{
    /// <summary>Anywhere in the member that uses it: an assignment, or a reference that others may write through.</summary>
    public static bool Any(ILocalReferenceOperation use) => RootOf(use)
        .DescendantsAndSelf()
        .OfType<ILocalReferenceOperation>()
        .Any(reference => SymbolEqualityComparer.Default.Equals(reference.Local, use.Local) && IsWritten(reference));

    private static bool IsWritten(IOperation target) => target.Parent switch
    {
        IAssignmentOperation assignment => assignment.Target == target,
        IArgumentOperation argument => argument.Parameter?.RefKind is RefKind.Ref or RefKind.Out,
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol.IsRef: true } } => true,
        IAddressOfOperation => true,
        ITupleOperation or IConversionOperation or IDeclarationExpressionOperation or IParenthesizedOperation => IsWritten(target.Parent),
        _ => false,
    };

    private static IOperation RootOf(IOperation operation)
    {
        while (operation.Parent is { } parent)
        {
            operation = parent;
        }

        return operation;
    }

    /// <summary>What a variable is declared with, where it stands in the same file.</summary>
    public static IOperation? InitializerOf(ISymbol symbol, IOperation use) =>
        symbol.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: { } value } && value.SyntaxTree == use.Syntax.SyntaxTree
            ? use.SemanticModel?.GetOperation(value)
            : null;
}
