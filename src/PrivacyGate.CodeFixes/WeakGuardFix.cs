using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PrivacyGate.Analyzers.Catalog;

namespace PrivacyGate.CodeFixes;

/// <summary>PG1006: an argument with which the guard does guard.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(WeakGuardFix))]
public sealed class WeakGuardFix : DocumentFix
{
    public const string Strengthen = "PrivacyGate.Strengthen";

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIds.WeakGuard);

    public override Task RegisterCodeFixesAsync(CodeFixContext context) => OfferAsync(context, Strengthen, "Let the guard guard: 2 digits, or the largest score alone");

    private protected override Edit? EditFor(string key, Diagnostic diagnostic, BoundFile file)
    {
        var argument = file.Root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
        var name = argument.FirstAncestorOrSelf<InvocationExpressionSyntax>(node => node != argument)?.Expression switch
        {
            MemberAccessExpressionSyntax access => access.Name.Identifier.Text,
            IdentifierNameSyntax alone => alone.Identifier.Text,
            _ => "",
        };
        var strong = name.StartsWith("Round", StringComparison.Ordinal) ? "2" : name.StartsWith("TopK", StringComparison.Ordinal) ? "1" : null;
        return strong is null ? null : new Edit(diagnostic.Location.SourceSpan, strong, []);
    }
}
