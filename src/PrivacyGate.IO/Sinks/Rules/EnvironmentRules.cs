namespace PrivacyGate.IO.Sinks.Rules;

/// <summary>PG0301 to PG0399: the machine and the program itself.</summary>
internal static class EnvironmentRules
{
    private static readonly string[] Tags = ["environment"];

    public static IReadOnlyList<Rule> All { get; } =
    [
        Error(DiagnosticIds.RuntimeMissing, ".NET runtime missing",
            "PrivacyGate runs on .NET 10, which this machine does not have.",
            "Install the .NET 10 runtime; in GitHub Actions use actions/setup-dotnet with 10.0.x."),
        Error(DiagnosticIds.MuxerMissing, "dotnet not found",
            "The build could not find the dotnet executable that starts PrivacyGate.",
            "Set DOTNET_HOST_PATH to it, or build with the dotnet command line."),
        Error(DiagnosticIds.PlatformUnsupported, "Platform not supported",
            "There is no ONNX Runtime for this operating system and processor in the package.",
            "Run the gate on linux-x64, linux-arm64, win-x64, win-arm64 or osx-arm64, or point PRIVACYGATE_ONNXRUNTIME at your own library."),
        Error(DiagnosticIds.NativeLibraryUnloadable, "ONNX Runtime cannot be loaded",
            "The native ONNX Runtime library is there but the system refuses to load it.",
            "The message names the system's reason; most often a library it needs is missing."),
        Error(DiagnosticIds.VisualCRuntimeMissing, "Visual C++ runtime missing",
            "ONNX Runtime on Windows needs the Visual C++ runtime, which is not installed.",
            "Install the Microsoft Visual C++ Redistributable for your processor."),
        Error(DiagnosticIds.GlibcTooOld, "glibc too old",
            "ONNX Runtime needs glibc 2.28 or later, which this Linux does not have.",
            "Run the gate on a newer distribution or in a container such as mcr.microsoft.com/dotnet/sdk:10.0."),
        Error(DiagnosticIds.FormatUnusable, "Format assembly unusable",
            "The assembly that reads a format of models is missing, of another version than the tool, or cannot be loaded.",
            "Use PrivacyGate.MLNet in the version of PrivacyGate.MSBuild or of the tool."),
        Error(DiagnosticIds.OperatorUnsupported, "Operator not supported",
            "The model uses an operator that this part of the audit cannot work with; the message names the node.",
            "Leave out the attack that needs it, or export the model with a supported operator."),
        Error(DiagnosticIds.GraphTooLarge, "Graph too large",
            "With its functions written out, the model's graph has more nodes than the limit.",
            "If the model is sound, raise 'limits.nodes' in the spec."),
        Error(DiagnosticIds.TooMuchMemory, "Model needs too much memory",
            "A node of the model makes a tensor larger than the limit, out of sizes that the model itself states.",
            "Export the model without the node that the message names; if it is sound, raise 'limits.memory' in the spec."),
        Error(DiagnosticIds.Cancelled, "Cancelled",
            "The run was stopped before it had a verdict.",
            "Run it again; reports of earlier runs were left as they were.") with { ExitCode = ExitCode.Cancelled },
        Error(DiagnosticIds.TrainerFailed, "Training command failed",
            "The project's own command for training shadow models could not be started, ended with an error, or wrote no model.",
            "The message names the file that holds what it printed last; run the command by hand with a file of records until it writes a model."),
        Error(DiagnosticIds.TrainerTimedOut, "Training command took too long",
            "The project's own command for training shadow models did not end in the time it was given, and was stopped.",
            "Give it more time in 'shadows.timeout' of the spec, or train fewer epochs."),
        Error(DiagnosticIds.ShadowModelMisfit, "Shadow model is of another shape",
            "A model from the project's own trainer, or a reference model, has other inputs or classes than the audited one.",
            "Export both by the same code."),
        Error(DiagnosticIds.ReadyModelsMalformed, "Index of reference models not understood",
            "The index file of reference models is no JSON, or does not tell what each model was trained on.",
            "Name each model of 'shadows.models' with the data file it was trained on."),
        Error(DiagnosticIds.ToolFailed, "PrivacyGate did not finish",
            "The build started PrivacyGate, but it ended without a verdict.",
            "Read the log file the message names; run the command in it by hand."),
        Error(DiagnosticIds.InternalError, "Internal error",
            "PrivacyGate met a state its authors did not foresee.",
            "Please report it with the crash file the message names; it holds no data.") with { ExitCode = ExitCode.Internal },
    ];

    private static Rule Error(string id, string title, string cause, string cure) =>
        new(id, Severity.Error, title, cause, cure, Tags);
}
