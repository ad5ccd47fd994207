using System.CommandLine;
using PrivacyGate.Cli.Initialising;
using PrivacyGate.IO.Spec;
using PrivacyGate.Models;

namespace PrivacyGate.Cli.Commands;

internal static class InitCommand
{
    public static Command Create()
    {
        var model = new Argument<string?>("MODEL") { Description = "the .onnx file (default: the only one in this folder)", Arity = ArgumentArity.ZeroOrOne };
        var members = new Option<string?>("--members") { Description = "records the model was trained on (default: guessed from file names)", HelpName = "FILE" };
        var nonMembers = new Option<string?>("--non-members") { Description = "records it was not trained on (default: guessed from file names)", HelpName = "FILE" };
        var label = new Option<string?>("--label") { Description = "the column that holds the class, or of a regression the true value (default: guessed)", HelpName = "COLUMN" };
        var kind = new Option<string?>("--kind") { Description = "how to read the model's output: probabilities, logits, log-probabilities or label (default: found by inspection)", HelpName = "KIND" };
        kind.AcceptOnlyFromAmong([.. OutputKinds.All]);
        var task = new Option<string?>("--task") { Description = "what the model is trained for: classification, regression, ranking, multi-label, score or reconstruction (default: regression where the file shows it for sure, else classification)", HelpName = "TASK" };
        task.AcceptOnlyFromAmong([.. ModelTaskWords.All.Select(static pair => pair.Word)]);
        var group = new Option<string?>("--group") { Description = "the column that holds the query of each document, of a ranking", HelpName = "COLUMN" };
        var config = new Option<string>("--config") { Description = "the spec to write", HelpName = "FILE", DefaultValueFactory = _ => "privacygate.json" };
        var force = new Option<bool>("--force") { Description = "replace a spec that is already there" };

        var command = new Command("init", "Look at a model and its data and write a spec with comments, and the schema beside it.")
        {
            model, members, nonMembers, label, kind, task, group, config, force,
        };
        command.SetAction(parsed => (int)InitRun.Run(new InitOptions(
            parsed.GetValue(model),
            parsed.GetValue(members),
            parsed.GetValue(nonMembers),
            parsed.GetValue(label),
            parsed.GetValue(kind),
            parsed.GetValue(config)!,
            parsed.GetValue(force))
        {
            Task = parsed.GetValue(task) is { } word ? ModelTaskWords.All.First(pair => pair.Word == word).Task : null,
            Group = parsed.GetValue(group),
        }));
        return command;
    }
}
