using Microsoft.CodeAnalysis.CSharp;

namespace PrivacyGate.Analyzers.Tests;

/// <summary>Breaks a source the way typing does: tokens are missing, double, swapped or in place of others.</summary>
internal static class Mutation
{
    private static readonly string[] Typed = ["(", ")", "{", "}", ";", ".", ",", "=>", "?", "[", "]", "\"", "await", "return", "new", "is", "var", "out", "ref", "<", "0", "null", "with", "switch"];

    public static string Of(string source, Random random)
    {
        var tokens = SyntaxFactory.ParseTokens(source).Select(static token => token.ToFullString()).ToList();
        for (var changes = random.Next(1, 4); changes > 0; changes--)
        {
            var at = random.Next(tokens.Count);
            var other = random.Next(tokens.Count);
            switch (random.Next(6))
            {
                case 0:
                    tokens[at] = "";
                    break;
                case 1:
                    tokens[at] += tokens[at];
                    break;
                case 2:
                    (tokens[at], tokens[other]) = (tokens[other], tokens[at]);
                    break;
                case 3:
                    tokens[at] = tokens[other];
                    break;
                case 4:
                    tokens[at] += Typed[random.Next(Typed.Length)] + " ";
                    break;
                default:
                    tokens = random.Next(4) == 0 ? [.. tokens.Take(Math.Max(1, at))] : tokens;
                    break;
            }
        }

        return string.Concat(tokens);
    }
}
