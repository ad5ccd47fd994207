using System.CommandLine;
using PrivacyGate.Cli.Checking;
using PrivacyGate.Run.Options;

namespace PrivacyGate.Cli.Commands;

internal static class CheckCommand
{
    public static Command Create()
    {
        var config = CommonOptions.Config();
        var root = CommonOptions.Root();
        var output = CommonOptions.Filled(new("--out") { Description = "where the reports go (default: privacygate-report beside the spec)", HelpName = "DIR" });
        var cache = CommonOptions.Filled(new("--cache") { Description = "where results are kept, so that an unchanged model is not attacked again", HelpName = "DIR" });
        var profile = new Option<string>("--profile") { Description = "quick, standard, deep or auto (quick; standard on a build server)", HelpName = "NAME", DefaultValueFactory = _ => "auto" };
        profile.AcceptOnlyFromAmong(["auto", .. Profile.All.Select(static known => known.Name)]);
        var timeBudget = CommonOptions.TimeBudget();
        var seed = CommonOptions.Seed();
        var strict = new Option<bool>("--strict") { Description = "an inconclusive verdict fails (exit code 4)" };
        var receipt = new Option<bool>("--receipt") { Description = "write a receipt to commit beside each model file: credit.onnx.privacy.json" };
        var noCommand = new Option<bool>("--no-command") { Description = "refuse a spec with a training command (shadows.command), which is code: for specs you do not trust" };
        var formats = CommonOptions.Formats();
        var noProgress = new Option<bool>("--no-progress") { Description = "never draw a progress line" };

        var command = new Command("check", "Audit every model of a spec, write the reports, decide.")
        {
            config, root, output, cache, profile, timeBudget, seed, strict, receipt, noCommand, formats, noProgress,
        };
        command.SetAction(parsed => (int)CheckRun.Run(new CheckOptions(
            parsed.GetValue(config),
            parsed.GetValue(root),
            parsed.GetValue(output),
            new RunOptions(Profile.Resolve(parsed.GetValue(profile)!, CheckRun.IsOnBuildServer), parsed.GetValue(cache), parsed.GetValue(seed)) { AllowsCommand = !parsed.GetValue(noCommand), Formats = parsed.GetValue(formats)! },
            parsed.GetValue(timeBudget),
            parsed.GetValue(strict),
            parsed.GetValue(receipt),
            ShowProgress: !parsed.GetValue(noProgress))));
        return command;
    }
}
