using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PrivacyGate.Analyzers.Known;

namespace PrivacyGate.Analyzers.Models;

/// <summary>Which file a session was opened from, as far as the code beside it spells it out.</summary>
internal sealed class Sessions(Compilation compilation)
{
    private readonly ModelLoads loads = new(compilation);

    private readonly ConcurrentDictionary<ISymbol, string?> members = new(SymbolEqualityComparer.Default);

    /// <param name="session">The session that runs.</param>
    /// <param name="cancelled">Ends the search.</param>
    /// <returns>The end of the path; null where it is not known, such as for a session that was injected.</returns>
    public string? PathOf(IOperation? session, CancellationToken cancelled) => session switch
    {
        IConversionOperation conversion => PathOf(conversion.Operand, cancelled),
        IObjectCreationOperation => Opened(session),
        ILocalReferenceOperation local when !LocalWrites.Any(local) => Opened(LocalWrites.InitializerOf(local.Local, local)),
        IFieldReferenceOperation or IPropertyReferenceOperation => members.GetOrAdd(((IMemberReferenceOperation)session).Member.OriginalDefinition, member => PathOf(member, cancelled)),
        _ => null,
    };

    private string? Opened(IOperation? creation) => creation switch
    {
        IConversionOperation conversion => Opened(conversion.Operand),
        { } when loads.ModelOf(creation) is { } model => ModelPath.Of(model),
        _ => null,
    };

    /// <summary>What a field or property is set to, where that is one file alone.</summary>
    private string? PathOf(ISymbol member, CancellationToken cancelled)
    {
        string? found = null;
        foreach (var reference in member.ContainingType.DeclaringSyntaxReferences.Where(one => compilation.ContainsSyntaxTree(one.SyntaxTree)))
        {
#pragma warning disable RS1030 // The session may be opened in another file. Its model is asked for once for each member that is run.
            var model = compilation.GetSemanticModel(reference.SyntaxTree);
#pragma warning restore RS1030
            foreach (var value in ValuesOf(reference.GetSyntax(cancelled), member.Name))
            {
                var path = model.GetOperation(value, cancelled) is { } creation ? Opened(creation) : null;
                if (path is null || (found is not null && found != path))
                {
                    return null;
                }

                found = path;
            }
        }

        return found;
    }

    /// <summary>The values of every declaration and assignment of this name.</summary>
    private static IEnumerable<ExpressionSyntax> ValuesOf(SyntaxNode type, string name) => type.DescendantNodes().Select(node => node switch
    {
        VariableDeclaratorSyntax { Initializer: { } initializer, Parent.Parent: FieldDeclarationSyntax } field when field.Identifier.Text == name => initializer.Value,
        PropertyDeclarationSyntax { Initializer: { } initializer } property when property.Identifier.Text == name => initializer.Value,
        AssignmentExpressionSyntax { Left: IdentifierNameSyntax left } assignment when left.Identifier.Text == name => assignment.Right,
        AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax { Name.Identifier.Text: var member } } assignment when member == name => assignment.Right,
        _ => null,
    }).OfType<ExpressionSyntax>();
}
