using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PrivacyGate.Analyzers.Catalog;

namespace PrivacyGate.CodeFixes;

/// <summary>
/// PG1001 and PG1002: wraps the scores in a call of ScoreGuard. The guards that hide most come first. TopK is not among them: an attacker who
/// knows it learns as much from one score as from all, and it refuses logits.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ScoreGuardFix))]
public sealed class ScoreGuardFix : DocumentFix
{
    public const string Label = "PrivacyGate.LabelOnly";

    public const string Order = "PrivacyGate.OrderOnly";

    public const string Round = "PrivacyGate.Round";

    private static readonly (string Key, string Guard, string Arguments, string Title)[] Guards =
    [
        (Label, "LabelOnly", "", "Show the label alone"),
        (Order, "OrderOnly", "", "Show the order of the classes alone"),
        (Round, "Round", ", 2", "Round the scores to 2 digits, which hides less"),
    ];

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIds.PublicScores, RuleIds.LoggedScores);

    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        var hint = model?.Compilation.GetTypesByMetadataName("PrivacyGate.ScoreGuard").Length > 0 ? "" : " (add the package PrivacyGate.ScoreGuard)";
        foreach (var (key, _, _, title) in Guards)
        {
            await OfferAsync(context, key, title + hint).ConfigureAwait(false);
        }
    }

    private protected override Edit? EditFor(string key, Diagnostic diagnostic, BoundFile file)
    {
        var place = diagnostic.AdditionalLocations.Count > 0 ? diagnostic.AdditionalLocations[0] : diagnostic.Location;
        var (_, guard, arguments, _) = Guards.First(one => one.Key == key);
        return place.SourceTree == file.Root.SyntaxTree && file.Root.FindNode(place.SourceSpan, getInnermostNodeForTie: true) is ExpressionSyntax scores
            ? GuardCall.Around(scores, guard, arguments, file)
            : null;
    }
}
