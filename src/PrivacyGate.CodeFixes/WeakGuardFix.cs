using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using PrivacyGate.Analyzers.Catalog;

namespace PrivacyGate.CodeFixes;

/// <summary>PG1006: Round keeps two digits; TopK becomes OrderOnly, which keeps what the top of all classes was meant to show.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(WeakGuardFix))]
public sealed class WeakGuardFix : DocumentFix
{
    public const string Strengthen = "PrivacyGate.Strengthen";

    private static readonly HashSet<string> OfTopKAlone = ["k", "renormalise"];

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIds.WeakGuard);

    public override Task RegisterCodeFixesAsync(CodeFixContext context) => OfferAsync(context, Strengthen, "Let the guard guard: 2 digits, or the order of the classes alone");

    private protected override Edit? EditFor(string key, Diagnostic diagnostic, BoundFile file)
    {
        var argument = file.Root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
        if (argument.FirstAncestorOrSelf<InvocationExpressionSyntax>(node => node != argument) is not { } call || NameOf(call) is not { } name)
        {
            return null;
        }

        return name.Identifier.Text.StartsWith("Round", StringComparison.Ordinal) ? new Edit(diagnostic.Location.SourceSpan, "2", [])
            : name.Identifier.Text.StartsWith("TopK", StringComparison.Ordinal) ? OrderOnly(call, name, file)
            : null;
    }

    private static Edit OrderOnly(InvocationExpressionSyntax call, SimpleNameSyntax name, BoundFile file)
    {
        var method = (file.Model.GetSymbolInfo(call, file.Cancelled).Symbol as IMethodSymbol)!;
        var kept = call.ArgumentList.Arguments.Where((argument, index) => !OfTopKAlone.Contains(argument.NameColon?.Name.Identifier.Text ?? method.Parameters[index].Name));
        var text = $"{name.Identifier.Text.Replace("TopK", "OrderOnly")}({string.Join(", ", kept)})";
        return new Edit(TextSpan.FromBounds(name.SpanStart, call.Span.End), text, []);
    }

    private static SimpleNameSyntax? NameOf(InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax access => access.Name,
        SimpleNameSyntax alone => alone,
        _ => null,
    };
}
