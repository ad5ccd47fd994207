using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace PrivacyGate.Run.Training;

/// <summary>
/// A command line with places for values. It is cut into arguments first and filled in afterwards, argument by argument,
/// and no shell ever sees it: a value can hold blanks, quotes or anything else without becoming two arguments or a command.
/// </summary>
internal sealed partial class CommandTemplate
{
    public const string Members = "members";
    public const string Seed = "seed";
    public const string Model = "model";

    private static readonly string[] Known = [Members, Seed, Model];

    private CommandTemplate(string text, IReadOnlyList<string> arguments) => (Text, Arguments) = (text, arguments);

    /// <summary>As the spec says it.</summary>
    public string Text { get; }

    /// <summary>The program, then its arguments, not yet filled in.</summary>
    public IReadOnlyList<string> Arguments { get; }

    /// <param name="text">
    /// Arguments are parted by blanks. Double quotes keep blanks together and \" is a quote; other backslashes stand for
    /// themselves, so that C:\Program Files\python.exe needs quotes and nothing else. Single quotes keep everything together.
    /// </param>
    /// <param name="location">Where the spec says it.</param>
    /// <exception cref="InputException">PG0013: no program, a quote left open, an unknown place, {members} or {model} missing.</exception>
    public static CommandTemplate Parse(string text, SourceLocation? location = null)
    {
        var arguments = Cut(text) ?? throw Malformed("has a quote that is not closed", location);
        if (arguments.Count == 0 || arguments[0].Length == 0)
        {
            throw Malformed("names no program", location);
        }

        string[] places = [.. arguments.SelectMany(static argument => Place().Matches(argument)).Select(static match => match.Groups["name"].Value)];
        if (places.FirstOrDefault(static place => !Known.Contains(place)) is { } unknown)
        {
            throw Malformed(string.Create(CultureInfo.InvariantCulture, $"has an unknown place {{{unknown}}}"), location);
        }

        return !places.Contains(Members) ? throw Malformed("does not say where {members} go", location)
            : !places.Contains(Model) ? throw Malformed("does not say where the {model} is to be written", location)
            : new CommandTemplate(text, arguments);
    }

    /// <summary>The arguments with values in their places. The seed is cut to 31 bits: MLContext takes no more, numpy 32.</summary>
    public IReadOnlyList<string> Fill(string members, ulong seed, string model) =>
        [.. Arguments.Select(argument => Place().Replace(argument, match => match.Groups["name"].Value switch
        {
            Members => members,
            Seed => (seed % int.MaxValue).ToString(CultureInfo.InvariantCulture),
            _ => model,
        }))];

    /// <returns>Null when a quote is left open.</returns>
    private static List<string>? Cut(string text)
    {
        List<string> arguments = [];
        var argument = new StringBuilder();
        var inside = false;
        var quote = '\0';
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '\\' && quote != '\'')
            {
                var run = text.AsSpan(i).IndexOfAnyExcept('\\');
                run = run < 0 ? text.Length - i : run;
                var beforeQuote = i + run < text.Length && text[i + run] == '"';

                // The rule of Windows' own programs: backslashes mean something before a double quote only.
                argument.Append('\\', beforeQuote ? run / 2 : run);
                inside = true;
                i += run - 1;
                if (beforeQuote && run % 2 == 1)
                {
                    argument.Append('"');
                    i++;
                }
            }
            else if (quote == '\0' ? c is '"' or '\'' : c == quote)
            {
                quote = quote == '\0' ? c : '\0';
                inside = true;
            }
            else if (quote == '\0' && char.IsWhiteSpace(c))
            {
                if (inside)
                {
                    arguments.Add(argument.ToString());
                    argument.Clear();
                }

                inside = false;
            }
            else
            {
                argument.Append(c);
                inside = true;
            }
        }

        if (inside)
        {
            arguments.Add(argument.ToString());
        }

        return quote == '\0' ? arguments : null;
    }

    private static InputException Malformed(string why, SourceLocation? location) => new(Diagnostic.Error(
        DiagnosticIds.TrainerCommandMalformed,
        $"the training command {why}; it reads like: python train.py --members {{members}} --seed {{seed}} --out {{model}}",
        location));

    [GeneratedRegex(@"\{(?<name>[a-z]+)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Place();
}
