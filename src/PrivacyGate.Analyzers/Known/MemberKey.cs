using Microsoft.CodeAnalysis;

namespace PrivacyGate.Analyzers.Known;

/// <summary>The name under which a value keeps what one of its members holds.</summary>
internal static class MemberKey
{
    private const char Hidden = '#';

    /// <summary>Fields, members that are not public and members that serializers leave out do not leave with their object.</summary>
    public static string Of(ISymbol member) => member switch
    {
        IFieldSymbol { CorrespondingTupleField: { } element } => element.Name,
        IFieldSymbol field when field.ContainingType.IsTupleType || Shapes.HasAttribute(field, "JsonIncludeAttribute", "JsonPropertyAttribute") => field.Name,
        IPropertySymbol { DeclaredAccessibility: Accessibility.Public } property
            when !Shapes.HasAttribute(property, "JsonIgnoreAttribute", "IgnoreDataMemberAttribute", "BindNeverAttribute") => property.Name,
        _ => Hidden + member.Name,
    };

    public static bool IsHidden(string key) => key.Length > 0 && key[0] == Hidden;
}
