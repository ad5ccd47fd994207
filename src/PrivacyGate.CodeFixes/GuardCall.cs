using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PrivacyGate.CodeFixes;

/// <summary>The call of a guard around an expression, in a form that compiles where the expression stands.</summary>
internal static class GuardCall
{
    /// <param name="scores">What is guarded.</param>
    /// <param name="guard">Round, LabelOnly or OrderOnly.</param>
    /// <param name="more">The arguments after the scores, such as ", 2".</param>
    /// <param name="file">The file, bound.</param>
    /// <returns>Null where no form of the guard fits the expression's type.</returns>
    public static Edit? Around(ExpressionSyntax scores, string guard, string more, BoundFile file)
    {
        var types = file.Model.GetTypeInfo(scores, file.Cancelled);
        if (types.Type is not { } type)
        {
            return null;
        }

        var usings = new List<string>();
        var call = type.SpecialType switch
        {
            SpecialType.System_Double => guard == "Round" ? $"{(file.Knows("Math", scores.SpanStart) ? "" : "System.")}Math.Round({scores}{more})" : null,
            SpecialType.System_Single when guard != "Round" => null,
            _ => Guarded(scores, type, types.ConvertedType, $"ScoreGuard.{guard}", more, file, usings),
        };
        if (call is null)
        {
            return null;
        }

        if (type.SpecialType != SpecialType.System_Double && !file.Knows("ScoreGuard", scores.SpanStart))
        {
            usings.Add("PrivacyGate");
        }

        return new Edit(scores.Span, NameBefore(scores) + call, usings);
    }

    private static string? Guarded(ExpressionSyntax scores, ITypeSymbol type, ITypeSymbol? needed, string guard, string more, BoundFile file, List<string> usings)
    {
        var compilation = file.Model.Compilation;
        var single = compilation.GetSpecialType(SpecialType.System_Single);
        if (type.SpecialType == SpecialType.System_Single)
        {
            return $"{guard}({scores}{more})";
        }

        var elements = ElementsOf(type);
        var map = elements is INamedTypeSymbol { Name: "KeyValuePair", TypeArguments.Length: 2 } pair && pair.TypeArguments[1].SpecialType == SpecialType.System_Single ? pair : null;
        if (map is null && elements?.SpecialType != SpecialType.System_Single)
        {
            return null;
        }

        var taken = map is not null || IsVector(type) ? scores.ToString() : $"{Receiver(scores)}.ToArray()";
        if (map is null && !IsVector(type) && !CanCall(type, "ToArray", scores.SpanStart, file))
        {
            usings.Add("System.Linq");
        }

        var call = $"{guard}({taken}{more})";
        ITypeSymbol? made = map is null
            ? compilation.CreateArrayTypeSymbol(single)
            : compilation.GetTypeByMetadataName("System.Collections.Generic.Dictionary`2")?.Construct(map.TypeArguments[0], single);
        if (made is null || needed is null || Fits(compilation, made, needed) || Inferred(scores))
        {
            return call;
        }

        if (needed is not INamedTypeSymbol { Name: "List" } || map is not null)
        {
            return null;
        }

        if (!CanCall(type, "ToList", scores.SpanStart, file))
        {
            usings.Add("System.Linq");
        }

        return $"{call}.ToList()";
    }

    private static bool Fits(Compilation compilation, ITypeSymbol made, ITypeSymbol needed) => compilation.ClassifyConversion(made, needed).IsImplicit;

    /// <summary>The type follows from the expression, so that another one is as good.</summary>
    private static bool Inferred(ExpressionSyntax scores) => scores.Parent is AnonymousObjectMemberDeclaratorSyntax or InterpolationSyntax;

    private static ITypeSymbol? ElementsOf(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol { Rank: 1 } array => array.ElementType,
        INamedTypeSymbol { Name: "Span" or "ReadOnlySpan" or "Memory" or "ReadOnlyMemory" } view => view.TypeArguments[0],
        _ => type.AllInterfaces.Concat(type is INamedTypeSymbol own ? [own] : [])
            .FirstOrDefault(static found => found.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T)?.TypeArguments[0],
    };

    private static bool IsVector(ITypeSymbol type) => type is IArrayTypeSymbol or { Name: "Span" or "ReadOnlySpan" or "Memory" or "ReadOnlyMemory" };

    private static bool CanCall(ITypeSymbol type, string method, int position, BoundFile file) =>
        file.Model.LookupSymbols(position, type, method, includeReducedExtensionMethods: true).Length > 0;

    /// <summary>The expression as it can stand before a point.</summary>
    private static string Receiver(ExpressionSyntax scores) => scores is
        IdentifierNameSyntax or MemberAccessExpressionSyntax or InvocationExpressionSyntax or ElementAccessExpressionSyntax or ParenthesizedExpressionSyntax or GenericNameSyntax
            ? scores.ToString()
            : $"({scores})";

    /// <summary>An anonymous type or tuple takes the name of its member from the expression: that name must stay.</summary>
    private static string NameBefore(ExpressionSyntax scores) => scores.Parent switch
    {
        AnonymousObjectMemberDeclaratorSyntax { NameEquals: null } when NameOf(scores) is { } name => $"{name} = ",
        ArgumentSyntax { NameColon: null, Parent: TupleExpressionSyntax } when NameOf(scores) is { } name => $"{name}: ",
        _ => "",
    };

    private static string? NameOf(ExpressionSyntax expression) => expression switch
    {
        IdentifierNameSyntax name => name.Identifier.Text,
        MemberAccessExpressionSyntax access => access.Name.Identifier.Text,
        ConditionalAccessExpressionSyntax { WhenNotNull: MemberBindingExpressionSyntax binding } => binding.Name.Identifier.Text,
        _ => null,
    };
}
