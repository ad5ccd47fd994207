namespace PrivacyGate.IO.Sinks.Rules;

/// <summary>PG0001 to PG0019: the spec, the project's settings, the command line.</summary>
internal static class ConfigurationRules
{
    private static readonly string[] Tags = ["configuration"];

    public static IReadOnlyList<Rule> All { get; } =
    [
        Warning(DiagnosticIds.NothingToGate, "Nothing to gate",
            "PrivacyGate is installed, but no privacygate.json was found and the project names no PrivacyGateModel.",
            "Run 'privacygate init' to write a spec, or add a PrivacyGateModel item."),
        Error(DiagnosticIds.SpecNotJson, "Spec is not JSON",
            "The spec file cannot be read as JSON.",
            "Mend the syntax at the line and column given."),
        Error(DiagnosticIds.UnknownKey, "Unknown key",
            "The spec holds a key that PrivacyGate does not know, so it would have been ignored.",
            "Correct the spelling or remove the key; the message lists the nearest known one."),
        Error(DiagnosticIds.UnknownValue, "Unknown value",
            "A value names something that does not exist, such as an attack that PrivacyGate does not have.",
            "Use one of the values the message lists."),
        Error(DiagnosticIds.WrongType, "Value of the wrong type",
            "A value in the spec is of another JSON type than its key wants.",
            "Write the type the message names: a number without quotes, a list in square brackets."),
        Error(DiagnosticIds.OutOfRange, "Value out of range",
            "A number lies outside what its key allows, such as a budget above 1.",
            "Give a number within the range the message names; rates are shares between 0 and 1, not percent."),
        Error(DiagnosticIds.MissingKey, "Key missing",
            "The spec lacks a key that the audit cannot do without.",
            "Add the key the message names."),
        Error(DiagnosticIds.DuplicateModelName, "Two models with one name",
            "Two models of the spec have the same name, so their verdicts could not be told apart.",
            "Give each model its own 'name'."),
        Error(DiagnosticIds.DuplicateEntry, "Entry given twice",
            "A key, or an entry of a list, stands twice in the spec, so it is not clear which one is meant.",
            "Remove one of the two."),
        Error(DiagnosticIds.InvalidProperty, "Invalid MSBuild setting",
            "A PrivacyGate property or a PrivacyGateModel item of the project holds a value that is not allowed.",
            "Use one of the values the message lists."),
        Error(DiagnosticIds.Usage, "Command line not understood",
            "The command line holds an unknown option or lacks an argument.",
            "Run 'privacygate --help' or the command with --help."),
        Error(DiagnosticIds.NotInThisVersion, "Not in this version",
            "The project sets something that PrivacyGate knows by name but this version cannot do.",
            "Remove it from the project file, or take a version that has it."),
        Error(DiagnosticIds.TrainerCommandMalformed, "Training command not understood",
            "The command that trains shadow models has an open quote, no program, an unknown place, or no place for {members} or {model}.",
            "Write it like: python train.py --members {members} --seed {seed} --out {model}."),
        Error(DiagnosticIds.OutputNotWritable, "Report cannot be written",
            "A file of the report could not be written: no permission, no space, or something stands in its place.",
            "Give --out a folder that can be written; nothing half-written is left behind."),
        Warning(DiagnosticIds.SpecKeyNotUsed, "Key without effect",
            "The spec states something about shadow models that this kind of shadow model has no use for, so the figures do not follow from it.",
            "Remove the keys the message names, or train with the 'shadows.command' of your own."),
        Warning(DiagnosticIds.ReceiptNotWritten, "No receipt was written",
            "The audit was cut off, or not every audit of the model file took place, so a receipt would say less than the one that may be there.",
            "Mend what the message names and run again."),
        Warning(DiagnosticIds.GateOff, "The gate is off or cannot fail",
            "A setting switches the gate off, or reduces its errors to messages, so a model that leaks does not fail the build.",
            "Remove the setting that the message names, or keep the warning as a reminder."),
        Error(DiagnosticIds.CommandNotAllowed, "Training command not allowed",
            "The spec names a training command in 'shadows.command', and this run does not start commands of a spec.",
            "Remove 'shadows.command', or run without --no-command where you trust the spec."),
        new(DiagnosticIds.OtherSpecUnused, Severity.Message, "Another spec is not used",
            "Two specs could apply to the project. The nearer one is used, and the other one has no effect.",
            "Nothing, or remove the spec that is not meant.", Tags) { ExitCode = ExitCode.Configuration },
    ];

    private static Rule Error(string id, string title, string cause, string cure) =>
        new(id, Severity.Error, title, cause, cure, Tags) { ExitCode = ExitCode.Configuration };

    private static Rule Warning(string id, string title, string cause, string cure) =>
        new(id, Severity.Warning, title, cause, cure, Tags) { ExitCode = ExitCode.Configuration };
}
