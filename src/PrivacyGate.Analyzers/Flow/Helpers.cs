using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace PrivacyGate.Analyzers.Flow;

/// <summary>Bodies of methods of the same compilation, and what they return when nothing is known of their arguments.</summary>
internal sealed class Helpers(Compilation compilation)
{
    private readonly ConcurrentDictionary<IMethodSymbol, IOperation?> bodies = new(SymbolEqualityComparer.Default);

    private readonly ConcurrentDictionary<(IMethodSymbol Method, int Depth), HelperResult> results = new();

    private readonly Lazy<ILookup<ISymbol, INamedTypeSymbol>> implementers = new(() => Implementers(compilation));

    public IOperation? BodyOf(IMethodSymbol method, CancellationToken cancelled) =>
        bodies.GetOrAdd(method, sought => Find(Concrete(sought), cancelled));

    public HelperResult ResultOf(IMethodSymbol method, int depth, Func<HelperResult> walk) => results.GetOrAdd((method, depth), _ => walk());

    /// <summary>The method that a call of an interface reaches, where just one class of the compilation implements it.</summary>
    private IMethodSymbol Concrete(IMethodSymbol method)
    {
        if (method.ContainingType.TypeKind != TypeKind.Interface || !SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, compilation.Assembly))
        {
            return method;
        }

        var types = implementers.Value[method.ContainingType.OriginalDefinition].Take(2).ToList();
        return types.Count == 1 && types[0].FindImplementationForInterfaceMember(method) is IMethodSymbol found ? found : method;
    }

    private IOperation? Find(IMethodSymbol method, CancellationToken cancelled)
    {
        var reference = method.DeclaringSyntaxReferences.FirstOrDefault(found => compilation.ContainsSyntaxTree(found.SyntaxTree));
        if (reference?.GetSyntax(cancelled) is null or AccessorDeclarationSyntax { Body: null, ExpressionBody: null } or ParameterSyntax)
        {
            return null;
        }

#pragma warning disable RS1030 // A helper may stand in another file. Its model is asked for once, and only when a value is followed into it.
        var model = compilation.GetSemanticModel(reference.SyntaxTree);
#pragma warning restore RS1030
        return model.GetOperation(reference!.GetSyntax(cancelled), cancelled) switch
        {
            IMethodBodyOperation body => body.BlockBody ?? body.ExpressionBody,
            ILocalFunctionOperation local => local.Body,
            IBlockOperation property => property,
            _ => null,
        };
    }

    private static ILookup<ISymbol, INamedTypeSymbol> Implementers(Compilation compilation) =>
        TypesOf(compilation.Assembly.GlobalNamespace)
            .Where(static type => type is { TypeKind: TypeKind.Class or TypeKind.Struct, IsAbstract: false })
            .SelectMany(static type => type.AllInterfaces.Select(contract => (Contract: (ISymbol)contract.OriginalDefinition, Type: type)))
            .ToLookup(static pair => pair.Contract, static pair => pair.Type, SymbolEqualityComparer.Default);

    private static IEnumerable<INamedTypeSymbol> TypesOf(INamespaceOrTypeSymbol container) => container.GetMembers()
        .OfType<INamespaceOrTypeSymbol>()
        .SelectMany(static member => member is INamedTypeSymbol type ? TypesOf(type).Append(type) : TypesOf(member));
}
