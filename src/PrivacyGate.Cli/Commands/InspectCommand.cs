using System.CommandLine;
using PrivacyGate.Attacks;
using PrivacyGate.Cli.Console;
using PrivacyGate.Formats;
using PrivacyGate.IO.Files;
using PrivacyGate.IO.Sinks.Rules;
using PrivacyGate.IO.Spec;
using PrivacyGate.Models;
using PrivacyGate.Onnx.Gradients;
using PrivacyGate.Run.Opening;
using PrivacyGate.Samples;

namespace PrivacyGate.Cli.Commands;

/// <summary>The whole of <c>inspect</c>.</summary>
internal static class InspectCommand
{
    public static Command Create()
    {
        var model = new Argument<string>("MODEL") { Description = "the .onnx file, or with --format a file of that format" };
        var formats = CommonOptions.Formats();
        var output = new Option<string?>("--output") { Description = "the output to read, instead of the one found by inspection", HelpName = "NAME" };
        var kind = new Option<string?>("--kind") { Description = "how to read it: probabilities, logits, log-probabilities or label", HelpName = "KIND" };
        var task = new Option<string?>("--task") { Description = "what the model is trained for: classification, regression, ranking, multi-label, score or reconstruction (default: regression where the file shows it for sure, else classification)", HelpName = "TASK" };
        task.AcceptOnlyFromAmong([.. ModelTaskWords.All.Select(static pair => pair.Word)]);
        var gradientGraph = new Option<string?>("--gradient-graph") { Description = "write one training step of the model (loss, gradients) as an .onnx file", HelpName = "FILE" };
        kind.AcceptOnlyFromAmong([.. OutputKinds.All]);

        var command = new Command("inspect", "Say what a model takes and answers, how that was recognised, and which attacks can be run on it.") { model, output, kind, task, formats, gradientGraph };
        command.SetAction(parsed => (int)Run(parsed.GetValue(model)!, parsed.GetValue(output), parsed.GetValue(kind), parsed.GetValue(task), parsed.GetValue(formats)!, parsed.GetValue(gradientGraph)));
        return command;
    }

    private static ExitCode Run(string path, string? output, string? kind, string? task, IReadOnlyList<string> formats, string? gradientGraph) => Guarded.Run(cancellation =>
    {
        var file = ModelFiles.Read(path, ModelLimits.Default, formats);
        var trainedFor = task is { } word ? ModelTaskWords.All.First(pair => pair.Word == word).Task : kind is null ? file.SureTask() : null;
        var model = file.Inspect(new ModelOverrides(output, kind) { Task = trainedFor }, cancellation);
        Terminal.Print(
        [
            $"{path} (sha256 {file.Sha256})",
            .. model.Recognition.Select(static line => "  " + line),
            "attacks:",
            .. AttackCatalog.For(model.Task).Select(attack => $"  {attack.Id,-28} {Answer(attack, model)}"),
        ]);
        if (gradientGraph is not null)
        {
            Write(gradientGraph, path, model);
        }

        return ExitCode.Pass;
    });

    /// <summary>Whether an attack can be run, and what it needs gathered first.</summary>
    private static string Answer(IAttack attack, ITargetModel model)
    {
        var onScores = attack.Needs.HasFlag(AttackNeeds.Shadows) || attack.Needs.HasFlag(AttackNeeds.Posteriors);
        return attack.Needs == AttackNeeds.None || (onScores && model.ScoreKind == ScoreKind.LabelOnly) ? attack.Refusal(SignalsOf(model)) ?? "yes"
            : onScores ? "yes, with shadow models"
            : "yes, by questions about the label alone";
    }

    private static void Write(string target, string path, ITargetModel model)
    {
        if (model is not OnnxTarget onnx)
        {
            throw new InputException(Diagnostic.Error(DiagnosticIds.SurrogateShadows, "Only ONNX models have a gradient graph. No gradient graph was written.", new SourceLocation(path)));
        }

        if (!TrainingGraphBuilder.TryBuild(onnx.Inspection, new GradientOptions(), out var graph, out var refusal))
        {
            throw new InputException(Diagnostic.Error(DiagnosticIds.SurrogateShadows, $"{refusal.Message} No gradient graph was written.", new SourceLocation(path)));
        }

        AtomicFile.WriteAllBytes(target, graph.Bytes);
        var weights = graph.Parameters.Sum(static parameter => parameter.Trained.LongLength);
        Terminal.Print([
            FormattableString.Invariant($"gradient graph: {target}, {graph.Nodes} nodes; trains {weights} numbers in {graph.Parameters.Count} tensors:"),
            .. graph.Parameters.Select(static parameter => FormattableString.Invariant($"  {parameter.Role,-10} {parameter.Name} ({string.Join(" x ", parameter.Shape)})")),
        ]);
    }

    /// <summary>No records, but the columns this model would fill: an attack refuses it for the reason it would refuse the real ones.</summary>
    private static AuditInput SignalsOf(ITargetModel model)
    {
        if (model.Task != ModelTask.Classification)
        {
            return new AuditInput(new SignalTable(1, [], [], null, null, null, null) { NoClass = new AnswerSignal(model.Task, 1, []) }, null) { Errors = new RootMeanSquares(1, 1) };
        }

        var scores = model.ScoreKind == ScoreKind.LabelOnly ? null : Array.Empty<double>();
        var norm = model.HasLastLayerNorm ? scores : null;
        return new AuditInput(new SignalTable(model.Classes.Count, [], [], scores, scores, scores, norm) { RawScore = model.ShowsLevel ? scores : null }, scores is null ? null : 0);
    }
}
