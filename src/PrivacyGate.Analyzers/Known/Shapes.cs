using Microsoft.CodeAnalysis;

namespace PrivacyGate.Analyzers.Known;

/// <summary>Which types can hold scores. A label, a count or an answer of yes and no cannot, so values of these types are clean.</summary>
internal static class Shapes
{
    private static readonly HashSet<string> Harmless = ["Guid", "TimeSpan", "DateTimeOffset", "DateOnly", "TimeOnly", "CancellationToken", "Type", "Uri", "Range", "Index"];

    public static bool CanCarry(ITypeSymbol? type) => type switch
    {
        null => true,
        IArrayTypeSymbol array => CanCarry(array.ElementType),
        { TypeKind: TypeKind.Enum or TypeKind.Delegate } => false,
        { SpecialType: SpecialType.System_Boolean or SpecialType.System_Char or SpecialType.System_DateTime or SpecialType.System_Void } => false,
        { SpecialType: >= SpecialType.System_SByte and <= SpecialType.System_UInt64 } => false,
        INamedTypeSymbol { TypeArguments.Length: > 0 } generic when IsContainer(generic) => generic.TypeArguments.Any(CanCarry),
        INamedTypeSymbol named => !(Harmless.Contains(named.Name) && InSystem(named)),
        _ => true,
    };

    /// <summary>Real numbers, or a container of them. A tuple is an object with members.</summary>
    public static bool CarriesNumbers(ITypeSymbol? type) => type switch
    {
        null or { IsTupleType: true } => false,
        IArrayTypeSymbol array => CarriesNumbers(array.ElementType),
        { SpecialType: SpecialType.System_Single or SpecialType.System_Double or SpecialType.System_Decimal } => true,
        INamedTypeSymbol { Name: "Half", ContainingNamespace.Name: "System" } => true,
        INamedTypeSymbol { TypeArguments.Length: > 0 } generic when IsContainer(generic) => generic.TypeArguments.Any(CarriesNumbers),
        _ => false,
    };

    /// <summary>What an element of a tuple must be to hold scores: real numbers, outputs of ONNX Runtime, or a tuple with such an element.</summary>
    public static bool CanBeElementWithScores(ITypeSymbol? type) => type switch
    {
        INamedTypeSymbol { IsTupleType: true } tuple => tuple.TupleElements.Any(static element => CanBeElementWithScores(element.Type)),
        INamedTypeSymbol { ContainingNamespace.Name: "OnnxRuntime" } => true,
        _ => CarriesNumbers(type),
    };

    /// <summary>Text, or a container of nothing but text and whole numbers.</summary>
    public static bool HoldsLabels(ITypeSymbol? type) => type switch
    {
        null => false,
        IArrayTypeSymbol array => HoldsLabels(array.ElementType),
        { SpecialType: SpecialType.System_String } => true,
        INamedTypeSymbol { TypeArguments.Length: > 0, IsTupleType: false } generic when IsContainer(generic) => generic.TypeArguments.All(static type => HoldsLabels(type) || !CanCarry(type)),
        _ => false,
    };

    /// <summary>A value that can name a person or record: text, a whole number or a Guid.</summary>
    public static bool CanIdentify(ITypeSymbol? type) =>
        type?.SpecialType is SpecialType.System_String or (>= SpecialType.System_SByte and <= SpecialType.System_UInt64)
        || type is INamedTypeSymbol { Name: "Guid", ContainingNamespace.Name: "System" };

    public static bool InSystem(ISymbol symbol) => RootOf(symbol) == "System";

    /// <summary>The first part of the namespace, such as "Microsoft"; "" outside of any.</summary>
    public static string RootOf(ISymbol symbol)
    {
        var space = symbol.ContainingNamespace;
        while (space is { IsGlobalNamespace: false, ContainingNamespace.IsGlobalNamespace: false })
        {
            space = space.ContainingNamespace;
        }

        return space?.Name ?? "";
    }

    public static bool DerivesFrom(ITypeSymbol? type, params string[] names)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (names.Contains(type.Name))
            {
                return true;
            }
        }

        return false;
    }

    public static bool HasAttribute(ISymbol symbol, params string[] names) =>
        symbol.GetAttributes().Any(attribute => attribute.AttributeClass is { } type && names.Contains(type.Name));

    private static bool IsContainer(INamedTypeSymbol type) => RootOf(type) is "System" or "Google" || type.ContainingNamespace.Name == "Tensors";
}
