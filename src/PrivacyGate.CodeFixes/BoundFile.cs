using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace PrivacyGate.CodeFixes;

/// <summary>A file as a fix needs it.</summary>
internal sealed record BoundFile(SourceText Text, CompilationUnitSyntax Root, SemanticModel Model, CancellationToken Cancelled)
{
    public static async Task<BoundFile> OfAsync(Document document, CancellationToken cancelled)
    {
        var text = await document.GetTextAsync(cancelled).ConfigureAwait(false);
        var root = await document.GetSyntaxRootAsync(cancelled).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(cancelled).ConfigureAwait(false);
        return new BoundFile(text, (CompilationUnitSyntax)root!, model!, cancelled);
    }

    /// <summary>A type of this name is known at this place without a namespace before it.</summary>
    public bool Knows(string type, int position) => Model.LookupNamespacesAndTypes(position, name: type).Any(static found => found is ITypeSymbol);
}

/// <param name="Span">What is replaced.</param>
/// <param name="Text">By what.</param>
/// <param name="Usings">Namespaces that the text needs.</param>
internal sealed record Edit(TextSpan Span, string Text, IReadOnlyList<string> Usings);
