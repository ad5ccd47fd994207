using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PrivacyGate.Analyzers.Flow;

namespace PrivacyGate.Analyzers.Rules;

/// <summary>
/// Whether the code around takes a model's answer for scores of classes. A network also answers with prices, vectors and images, and
/// its type does not say so; the names beside it do.
/// </summary>
internal static class Evidence
{
    private static readonly HashSet<string> Scores = new(StringComparer.OrdinalIgnoreCase)
    {
        "score", "scores", "scored", "scoring", "prob", "probs", "probability", "probabilities", "confidence", "confidences", "logit", "logits", "softmax", "sigmoid",
        "class", "classes", "classify", "classifier", "classification", "label", "labels", "category", "categories", "likelihood", "sentiment", "diagnosis", "diagnose",
        "risk", "fraud", "churn", "spam", "argmax",
    };

    private static readonly HashSet<string> Vectors = new(StringComparer.OrdinalIgnoreCase)
        { "embed", "embeds", "embedder", "embedding", "embeddings", "latent", "latents", "encoder" };

    private static readonly HashSet<string> Values = new(StringComparer.OrdinalIgnoreCase)
    {
        "price", "prices", "fare", "amount", "forecast", "forecasts", "regress", "regression", "regressor", "estimate", "estimated", "demand", "depth", "mask", "masks",
        "upscale", "upscaled", "denoise", "denoised", "reconstruct", "reconstructed", "reconstruction", "landmark", "landmarks", "keypoint", "keypoints", "pose", "translation", "waveform",
    };

    private static readonly Regex Word = new("[A-Z]?[a-z]+|[A-Z]+(?![a-z])", RegexOptions.CultureInvariant);

    /// <summary>The answer of a gated classifier is scores, unless the code calls it a vector alone. Any other answer must be called scores, and nothing else.</summary>
    public static bool Allows(ScoreSource source, SyntaxNode sink)
    {
        if (source.Place is null)
        {
            return true;
        }

        var members = new[] { source.Place, sink }.Select(MemberAround).Distinct().ToList();
        var words = new HashSet<string>(members.SelectMany(Words), StringComparer.OrdinalIgnoreCase);
        var called = words.Overlaps(Scores) || members.Any(HasMap);
        return called ? source.Sure || (!words.Overlaps(Vectors) && !words.Overlaps(Values)) : source.Sure && !words.Overlaps(Vectors);
    }

    private static SyntaxNode MemberAround(SyntaxNode node) =>
        node.AncestorsAndSelf().FirstOrDefault(static above => above is LocalFunctionStatementSyntax or MemberDeclarationSyntax) ?? node;

    /// <summary>Numbers by labels, which only classifiers answer with: the operator ZipMap makes them.</summary>
    private static bool HasMap(SyntaxNode member) => member.DescendantNodes().OfType<GenericNameSyntax>().Any(static name =>
        name.Identifier.Text.EndsWith("Dictionary", StringComparison.Ordinal)
        && name.TypeArgumentList.Arguments.Count == 2
        && name.TypeArgumentList.Arguments[1] is PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.FloatKeyword or (int)SyntaxKind.DoubleKeyword });

    private static IEnumerable<string> Words(SyntaxNode member) => member.DescendantTokens()
        .Where(static token => token.IsKind(SyntaxKind.IdentifierToken) || token.IsKind(SyntaxKind.StringLiteralToken))
        .Select(static token => token.ValueText)
        .Concat(member.FirstAncestorOrSelf<BaseTypeDeclarationSyntax>() is { } type ? [type.Identifier.ValueText] : [])
        .SelectMany(static name => Word.Matches(name).Cast<Match>())
        .Select(static word => word.Value);
}
