using Microsoft.CodeAnalysis;

namespace PrivacyGate.Analyzers.Known;

/// <summary>Methods by type, as far as a compilation references their types.</summary>
internal sealed class MethodTable
{
    private readonly Dictionary<ISymbol, string> byType = new(SymbolEqualityComparer.Default);

    /// <param name="compilation">Where the types are looked up.</param>
    /// <param name="rows">The metadata name of a type, and its methods divided by blanks; "*" stands for all.</param>
    public MethodTable(Compilation compilation, params (string Type, string Methods)[] rows)
    {
        foreach (var (type, methods) in rows)
        {
            foreach (var found in compilation.GetTypesByMetadataName(type))
            {
                byType[found] = $" {methods} ";
            }
        }
    }

    public bool IsEmpty => byType.Count == 0;

    public bool Contains(IMethodSymbol method)
    {
        if (byType.Count == 0)
        {
            return false;
        }

        var definition = (method.ReducedFrom ?? method).OriginalDefinition;
        return Lists(definition) || (definition.OverriddenMethod is { } overridden && Contains(overridden));
    }

    private bool Lists(IMethodSymbol method) =>
        byType.TryGetValue(method.ContainingType.OriginalDefinition, out var methods)
        && (methods == " * " || methods.Contains($" {method.Name} "));
}
