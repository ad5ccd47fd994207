using Microsoft.CodeAnalysis;

namespace PrivacyGate.Analyzers.Known;

/// <summary>Members of an ML.NET prediction class that ML.NET fills from the columns Score and Probability.</summary>
internal static class ScoreColumns
{
    /// <summary>
    /// A single Score without a label or probability beside it is what a regression predicts: the answer itself, not a
    /// hint about it.
    /// </summary>
    public static IReadOnlyList<ISymbol> Of(ITypeSymbol? prediction)
    {
        var members = Members(prediction).Select(static member => (Symbol: member, Column: ColumnOf(member))).ToList();
        var classifies = members.Any(static member => member.Column is "Probability" or "PredictedLabel");
        return
        [
            .. members
                .Where(member => member.Column == "Probability" || (member.Column == "Score" && (classifies || !IsScalar(TypeOf(member.Symbol)))))
                .Where(static member => Shapes.CarriesNumbers(TypeOf(member.Symbol)) || IsVector(TypeOf(member.Symbol)))
                .Select(static member => member.Symbol),
        ];
    }

    public static bool IsScoreColumn(string name) => name is "Score" or "Probability";

    private static IEnumerable<ISymbol> Members(ITypeSymbol? type)
    {
        for (; type is { SpecialType: SpecialType.None }; type = type.BaseType)
        {
            foreach (var member in type.GetMembers())
            {
                if (member is IPropertySymbol or IFieldSymbol { IsImplicitlyDeclared: false })
                {
                    yield return member;
                }
            }
        }
    }

    private static string ColumnOf(ISymbol member) => member.GetAttributes()
        .FirstOrDefault(static attribute => attribute.AttributeClass?.Name == "ColumnNameAttribute")?
        .ConstructorArguments.FirstOrDefault().Value as string ?? member.Name;

    private static ITypeSymbol TypeOf(ISymbol member) => member is IPropertySymbol property ? property.Type : ((IFieldSymbol)member).Type;

    private static bool IsScalar(ITypeSymbol type) => type is { SpecialType: SpecialType.System_Single or SpecialType.System_Double };

    private static bool IsVector(ITypeSymbol type) => type is INamedTypeSymbol { Name: "VBuffer" };
}
