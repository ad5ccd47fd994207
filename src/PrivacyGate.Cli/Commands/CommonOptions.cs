using System.CommandLine;
using System.Globalization;
using PrivacyGate.IO.Spec;
using PrivacyGate.Run.Options;

namespace PrivacyGate.Cli.Commands;

/// <summary>Options that several commands share, each written once.</summary>
internal static class CommonOptions
{
    public static Option<string?> Config() => Filled(new("--config") { Description = "the spec (default: the nearest privacygate.json here or above)", HelpName = "FILE" });

    public static Option<string?> Root() => Filled(new("--root") { Description = "what relative paths in the spec are relative to (default: the spec's folder)", HelpName = "DIR" });

    /// <summary>Assemblies that read other formats of models than ONNX.</summary>
    public static Option<string[]> Formats() => new("--format") { Description = "an assembly that reads another format of models than ONNX: PrivacyGate.MLNet.dll of the package PrivacyGate.MLNet", HelpName = "FILE", DefaultValueFactory = static _ => [] };

    /// <summary>Refuses an empty text, which a script gives when its variable is not set.</summary>
    public static Option<string?> Filled(Option<string?> option)
    {
        option.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && string.IsNullOrWhiteSpace(text))
            {
                result.AddError($"{option.Name} is empty; name a {option.HelpName}, or leave the option out");
            }
        });
        return option;
    }

    /// <summary>A span such as <c>5m</c>.</summary>
    public static Option<TimeSpan?> TimeBudget()
    {
        var option = new Option<TimeSpan?>("--time-budget") { Description = "end the whole check after this time (90s, 5m, 1h) and decide with what there is", HelpName = "TIME" };
        option.CustomParser = static result =>
        {
            if (result.Tokens is [{ Value: var text }] && Deadline.Parse(text) is { } span)
            {
                return span;
            }

            result.AddError($"--time-budget is {MessageText.Quote(string.Join(' ', result.Tokens.Select(static token => token.Value)))}; write a time above 0 such as 90s, 5m or 1h");
            return null;
        };
        return option;
    }

    /// <summary>A whole number in the range of the spec's seed.</summary>
    public static Option<long?> Seed()
    {
        var option = new Option<long?>("--seed") { Description = "replaces every model's seed", HelpName = "N" };
        option.CustomParser = static result =>
        {
            if (result.Tokens is [{ Value: var text }]
                && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seed)
                && seed <= ModelSpec.LargestSeed)
            {
                return seed;
            }

            result.AddError(FormattableString.Invariant($"--seed is {MessageText.Quote(string.Join(' ', result.Tokens.Select(static token => token.Value)))}; write a whole number from 0 to {ModelSpec.LargestSeed}"));
            return null;
        };
        return option;
    }
}
