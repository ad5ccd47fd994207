using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace PrivacyGate.CodeFixes;

/// <summary>A fix that is a change of text, so that one finding and all findings of a file are mended by the same code.</summary>
public abstract class DocumentFix : CodeFixProvider
{
    public sealed override FixAllProvider GetFixAllProvider() => new All(this);

    /// <param name="key">Which of the provider's fixes.</param>
    /// <param name="diagnostic">A finding in the file.</param>
    /// <param name="file">The file, parsed and bound.</param>
    /// <returns>What to change; null where this fix does not fit.</returns>
    private protected abstract Edit? EditFor(string key, Diagnostic diagnostic, BoundFile file);

    private protected async Task OfferAsync(CodeFixContext context, string key, string title)
    {
        var file = await BoundFile.OfAsync(context.Document, context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics.Where(found => EditFor(key, found, file) is not null))
        {
            context.RegisterCodeFix(CodeAction.Create(title, cancelled => FixAsync(context.Document, key, ImmutableArray.Create(diagnostic), cancelled), key), diagnostic);
        }
    }

    private async Task<Document> FixAsync(Document document, string key, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancelled)
    {
        var file = await BoundFile.OfAsync(document, cancelled).ConfigureAwait(false);
        var edits = diagnostics.Select(diagnostic => EditFor(key, diagnostic, file)).OfType<Edit>().OrderBy(static edit => edit.Span.Start).ThenBy(static edit => edit.Span.End).ToList();
        var changes = new List<TextChange>();
        foreach (var edit in edits.Where(edit => changes.Count == 0 || edit.Span.Start >= changes[changes.Count - 1].Span.End))
        {
            changes.Add(new TextChange(edit.Span, edit.Text));
        }

        var usings = edits.SelectMany(static edit => edit.Usings).Distinct().OrderBy(static name => name, StringComparer.Ordinal);
        changes.AddRange(Imports.Of(file.Root, [.. usings], file.Text));
        return document.WithText(file.Text.WithChanges(changes.OrderBy(static change => change.Span.Start)));
    }

    private sealed class All(DocumentFix fix) : DocumentBasedFixAllProvider
    {
        protected override async Task<Document?> FixAllAsync(FixAllContext fixAllContext, Document document, ImmutableArray<Diagnostic> diagnostics) =>
            await fix.FixAsync(document, fixAllContext.CodeActionEquivalenceKey ?? "", diagnostics, fixAllContext.CancellationToken).ConfigureAwait(false);
    }
}
