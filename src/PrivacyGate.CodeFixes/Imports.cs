using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace PrivacyGate.CodeFixes;

/// <summary>Using directives at the places where they sort: System first, then by name.</summary>
internal static class Imports
{
    public static IEnumerable<TextChange> Of(CompilationUnitSyntax root, IReadOnlyList<string> names, SourceText text)
    {
        var newLine = text.ToString().Contains("\r\n") ? "\r\n" : "\n";
        var there = root.Usings.Where(static found => found is { Alias: null, Name: not null } && found.StaticKeyword.RawKind == 0 && found.GlobalKeyword.RawKind == 0).ToList();
        return names.GroupBy(name => PlaceOf(name, root, there)).Select(group => Insertion(group.Key, group.ToList(), root, newLine));
    }

    private static int PlaceOf(string name, CompilationUnitSyntax root, List<UsingDirectiveSyntax> there)
    {
        var after = there.FirstOrDefault(found => Compare(found.Name!.ToString(), name) > 0);
        return after is not null ? after.SpanStart
            : there.Count > 0 ? EndOf(there[there.Count - 1])
            : root.Usings.Count > 0 ? EndOf(root.Usings[root.Usings.Count - 1])
            : root.Externs.Count > 0 ? EndOf(root.Externs[root.Externs.Count - 1])
            : root.GetFirstToken(includeZeroWidth: true).SpanStart;
    }

    private static TextChange Insertion(int place, List<string> names, CompilationUnitSyntax root, string newLine)
    {
        var lines = string.Concat(names.Select(name => $"using {name};{newLine}"));
        var alone = root.Usings.Count == 0 && root.Externs.Count == 0;
        return new TextChange(new TextSpan(place, 0), alone ? lines + newLine : lines);
    }

    private static int EndOf(SyntaxNode node) => node.FullSpan.End;

    private static int Compare(string one, string other) => IsSystem(one) == IsSystem(other) ? string.CompareOrdinal(one, other) : IsSystem(one) ? -1 : 1;

    private static bool IsSystem(string name) => name == "System" || name.StartsWith("System.", StringComparison.Ordinal);
}
