using System.CommandLine;
using PrivacyGate.Cli.Inspecting;
using PrivacyGate.Onnx.Inspection;

namespace PrivacyGate.Cli.Commands;

internal static class InspectCommand
{
    public static Command Create()
    {
        var model = new Argument<string>("MODEL") { Description = "the .onnx file" };
        var output = new Option<string?>("--output") { Description = "the output to read, instead of the one found by inspection", HelpName = "NAME" };
        var kind = new Option<string?>("--kind") { Description = "how to read it: probabilities, logits, log-probabilities or label", HelpName = "KIND" };
        var gradientGraph = new Option<string?>("--gradient-graph") { Description = "write one training step of the model (loss, gradients) as an .onnx file", HelpName = "FILE" };
        kind.AcceptOnlyFromAmong([.. OutputKinds.All]);

        var command = new Command("inspect", "Say what a model takes and answers, how that was recognised, and which attacks can be run on it.") { model, output, kind, gradientGraph };
        command.SetAction(parsed => (int)InspectRun.Run(parsed.GetValue(model)!, parsed.GetValue(output), parsed.GetValue(kind), parsed.GetValue(gradientGraph)));
        return command;
    }
}
