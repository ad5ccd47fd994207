using System.Text.RegularExpressions;

namespace PrivacyGate.GitHub.Tests.Composite;

/// <summary>GitHub's expressions, as far as action.yml uses them: names, texts, ==, !=, &amp;&amp;, ||, parentheses. Anything else is an error.</summary>
internal sealed partial class Expression
{
    private readonly Func<string, string> context;
    private readonly string[] tokens;
    private int at;

    private Expression(string text, Func<string, string> context)
    {
        this.context = context;
        tokens = [.. Token().Matches(text).Select(match => match.Value)];
        var read = string.Concat(tokens);
        if (read != string.Concat(text.Where(c => !char.IsWhiteSpace(c))))
        {
            // Blanks inside quotes make the two differ; action.yml has none.
            throw new NotSupportedException($"expression '{text}'");
        }
    }

    /// <summary>A text with every <c>${{ }}</c> in it replaced.</summary>
    public static string Fill(string text, Func<string, string> context) =>
        Hole().Replace(text, match => Value(match.Groups[1].Value, context));

    public static bool IsTrue(string text, Func<string, string> context) => Truth(Value(text, context));

    private static string Value(string text, Func<string, string> context)
    {
        var expression = new Expression(text, context);
        var value = expression.Or();
        return expression.at == expression.tokens.Length ? value : throw new NotSupportedException($"expression '{text}'");
    }

    private string Or()
    {
        var left = And();
        while (Take("||"))
        {
            var right = And();
            left = Truth(left) ? left : right;
        }

        return left;
    }

    private string And()
    {
        var left = Equality();
        while (Take("&&"))
        {
            var right = Equality();
            left = Truth(left) ? right : left;
        }

        return left;
    }

    private string Equality()
    {
        var left = Primary();
        return Take("==") ? Word(Same(left, Primary()))
            : Take("!=") ? Word(!Same(left, Primary()))
            : left;
    }

    private string Primary()
    {
        if (Take("("))
        {
            var inner = Or();
            return Take(")") ? inner : throw new NotSupportedException("a parenthesis is open");
        }

        var token = tokens[at++];
        return token.StartsWith('\'') ? token[1..^1] : context(token);
    }

    private bool Take(string token)
    {
        var there = at < tokens.Length && tokens[at] == token;
        at += there ? 1 : 0;
        return there;
    }

    // A text is true unless it is empty; false comes from a comparison only.
    private static bool Truth(string value) => value is not ("" or "\0false");

    private static string Word(bool value) => value ? "true" : "\0false";

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"\$\{\{(.*?)\}\}", RegexOptions.Singleline)]
    private static partial Regex Hole();

    [GeneratedRegex(@"'[^']*'|\|\||&&|==|!=|\(|\)|[A-Za-z_][A-Za-z0-9_.-]*")]
    private static partial Regex Token();
}
