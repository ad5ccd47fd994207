using System.CommandLine;
using PrivacyGate.Cli.Console;
using PrivacyGate.IO.Files;
using PrivacyGate.IO.Sinks.Rules;
using PrivacyGate.Models;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Hardening;

namespace PrivacyGate.Cli.Commands;

/// <summary>The whole of <c>harden</c>.</summary>
internal static class HardenCommand
{
    private const string Name = "harden";

    public static Command Create()
    {
        var model = new Argument<string>("MODEL") { Description = "the .onnx file of a classifier" };
        var target = new Option<string>("--out", "-o") { Description = "the file to write", HelpName = "FILE", Required = true };
        var guards = new (Option Option, Func<ParseResult, string?> Text)[]
        {
            Guard("temperature", "T", "flatten scores: p^(1/T), scaled to a sum of 1; 0.01 to 1000"),
            Guard("clip", "LOW,HIGH", "keep probabilities between two numbers from 0 to 1"),
            Guard("top-k", "K", "keep the K largest scores, 0 for the others"),
            Flag("order-only", "keep the order of the classes and nothing else of their scores"),
            Flag("label-only", "1 for the answered class, 0 for the others"),
            Guard("round", "DIGITS", "round scores to decimal digits, 0 to 6"),
        };
        var only = new Option<bool>("--only") { Description = "leave out all outputs but the scores and the label" };
        var output = new Option<string?>("--output") { Description = "the output to guard, instead of the one found by inspection", HelpName = "NAME" };
        var kind = new Option<string?>("--kind") { Description = "how to read it: probabilities, logits or log-probabilities", HelpName = "KIND" };
        kind.AcceptOnlyFromAmong(OutputKinds.Probabilities, OutputKinds.Logits, OutputKinds.LogProbabilities);

        var command = new Command(Name, "Write a model whose scores pass through guards before they leave it. Guards are applied in the order of this list.") { model, target };
        foreach (var (option, _) in guards)
        {
            command.Add(option);
        }

        command.Add(only);
        command.Add(output);
        command.Add(kind);
        command.SetAction(parsed => (int)Run(
            parsed.GetValue(model)!,
            parsed.GetValue(target)!,
            string.Join(';', guards.Select(guard => guard.Text(parsed)).OfType<string>()),
            new ModelOverrides(parsed.GetValue(output), parsed.GetValue(kind)),
            parsed.GetValue(only)));
        return command;
    }

    private static (Option, Func<ParseResult, string?>) Guard(string name, string value, string description)
    {
        var option = new Option<string?>("--" + name) { Description = description, HelpName = value };
        return (option, parsed => parsed.GetValue(option) is { } text ? $"{name}={text}" : null);
    }

    private static (Option, Func<ParseResult, string?>) Flag(string name, string description)
    {
        var option = new Option<bool>("--" + name) { Description = description };
        return (option, parsed => parsed.GetValue(option) ? name : null);
    }

    private static ExitCode Run(string path, string target, string stated, ModelOverrides overrides, bool only) => Guarded.Run(cancellation =>
    {
        IReadOnlyList<OutputGuard> guards;
        try
        {
            guards = OutputGuards.Parse(stated);
        }
        catch (FormatException wrong)
        {
            return UsageErrors.Print(wrong.Message, Name);
        }

        if (Path.GetFullPath(target) == Path.GetFullPath(path))
        {
            return UsageErrors.Print("--out names the model itself, which would be lost; give another file", Name);
        }

        var hardened = HardenedModel.Of(OnnxFile.Read(path), overrides, guards, only, cancellation);
        AtomicFile.WriteAllBytes(target, hardened.Bytes);
        Terminal.Print([$"{target}:", .. hardened.Said.Select(static line => "  " + line)]);
        return ExitCode.Pass;
    });
}
