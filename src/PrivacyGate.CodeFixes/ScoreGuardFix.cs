using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PrivacyGate.Analyzers.Catalog;

namespace PrivacyGate.CodeFixes;

/// <summary>PG1001 and PG1002: wraps the scores in a call of ScoreGuard.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ScoreGuardFix))]
public sealed class ScoreGuardFix : DocumentFix
{
    public const string Round = "PrivacyGate.Round";

    public const string TopClass = "PrivacyGate.TopK";

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIds.PublicScores, RuleIds.LoggedScores);

    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        var hint = model?.Compilation.GetTypesByMetadataName("PrivacyGate.ScoreGuard").Length > 0 ? "" : " (add the package PrivacyGate.ScoreGuard)";
        await OfferAsync(context, Round, $"Round the scores to 2 digits{hint}").ConfigureAwait(false);
        await OfferAsync(context, TopClass, $"Keep the largest score alone{hint}").ConfigureAwait(false);
    }

    private protected override Edit? EditFor(string key, Diagnostic diagnostic, BoundFile file)
    {
        var place = diagnostic.AdditionalLocations.Count > 0 ? diagnostic.AdditionalLocations[0] : diagnostic.Location;
        return place.SourceTree == file.Root.SyntaxTree && file.Root.FindNode(place.SourceSpan, getInnermostNodeForTie: true) is ExpressionSyntax scores
            ? GuardCall.Around(scores, key == TopClass ? "TopK" : "Round", key == TopClass ? 1 : 2, file)
            : null;
    }
}
