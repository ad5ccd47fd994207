using PrivacyGate.Attacks;
using PrivacyGate.Auditing;
using PrivacyGate.Cli.Console;
using PrivacyGate.Models;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Inspection;
using PrivacyGate.Signals;

namespace PrivacyGate.Cli.Inspecting;

/// <summary>The whole of <c>inspect</c>.</summary>
internal static class InspectRun
{
    public static ExitCode Run(string path, string? output, string? kind) => Guarded.Run(_ =>
    {
        var file = OnnxFile.Read(path);
        var model = ModelInspection.Of(file, new ModelOverrides(output, kind));
        Terminal.Print(
        [
            $"{path} (sha256 {file.Sha256})",
            .. model.Recognition.Select(static line => "  " + line),
            "attacks:",
            .. AttackCatalog.All.Select(attack => $"  {attack.Id,-28} {attack.Refusal(SignalsOf(model)) ?? "yes"}"),
        ]);
        return ExitCode.Pass;
    });

    /// <summary>No records, but the columns this model would fill: an attack refuses it for the reason it would refuse the real ones.</summary>
    private static AuditInput SignalsOf(ModelInspection model)
    {
        var scores = model.ScoreKind == ScoreKind.LabelOnly ? null : Array.Empty<double>();
        var norm = model.HasLastLayerNorm ? scores : null;
        return new AuditInput(new SignalTable(model.Classes.Count, [], [], scores, scores, scores, norm), scores is null ? null : 0);
    }
}
