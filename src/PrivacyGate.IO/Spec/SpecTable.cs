using PrivacyGate.Auditing.Knowledge;
using PrivacyGate.Gating;
using PrivacyGate.Models;
using static PrivacyGate.IO.Spec.NumberKinds;
using static PrivacyGate.IO.Spec.ValueKinds;
using PrivacyGate.Samples;

namespace PrivacyGate.IO.Spec;

/// <summary>
/// Every key of the spec: first what the program needs (name, kind of value, the property it fills), then what people read
/// (the default, or what to do when a required key is missing; the meaning). The reader, <c>explain</c>, the key of kept
/// audits, the JSON schema and the tables of docs/spec.md follow from it. Rules between keys are in <see cref="SpecRules"/>.
/// </summary>
public static class SpecTable
{
    private const string LimitReason =
        "A limit decides on kept figures anew. Which figures are limited counts by itself, since bounds are widened for being decided on together.";

    /// <summary>The project file's item that a build made an entry from.</summary>
    internal static ObjectKey<ModelSpec, SourceLocation> Origin { get; } = new KeysOf<ModelSpec>().Object<SourceLocation>(
        "origin", static _ => null, static (m, _) => m, "none",
        "Written by builds: the project file's item that the entry was made from. All diagnostics of the model then point there.",
        origin =>
        [
            origin.Required("file", Text, (o, v) => o with { Path = v.Value }, "name the project file",
                "The project file."),
            origin.Optional("line", Whole(0, int.MaxValue), (o, v) => o with { Line = (int)v.Value }, "0, unknown",
                "Its line, from 1."),
            origin.Optional("column", Whole(0, int.MaxValue), (o, v) => o with { Column = (int)v.Value }, "0, unknown",
                "Its column, from 1."),
        ]) with
    { New = static _ => new SourceLocation(string.Empty), Irrelevant = "It names a line for messages." };

    /// <summary>A classifier needs a label, a model of values or labels a target. A schema sees no task where none is stated, and takes its own default.</summary>
    private const string LabelOrTarget =
        "\"if\": { \"properties\": { \"task\": { \"const\": \"classification\" } } }, \"then\": { \"required\": [\"label\"] }, "
        + "\"else\": { \"if\": { \"properties\": { \"task\": { \"enum\": [\"regression\", \"multi-label\"] } } }, \"then\": { \"required\": [\"target\"] }, "
        + "\"else\": { \"if\": { \"properties\": { \"task\": { \"const\": \"ranking\" } } }, \"then\": { \"required\": [\"target\", \"group\"] } } }";

    /// <summary>The keys of one entry of <c>models</c>.</summary>
    internal static IReadOnlyList<SpecKey<ModelSpec>> Model { get; } = KeysOfModel(new KeysOf<ModelSpec>());

    /// <summary>The keys of the file.</summary>
    internal static IReadOnlyList<SpecKey<GateSpec>> Root { get; } =
    [
        new KeysOf<GateSpec>().Optional("$schema", Text, static (g, _) => g, "none", "For editors only: the JSON schema, by which they complete and check the file."),
        new ModelsKey("models", "The models to gate, one entry per model; at least one.") { SchemaRule = LabelOrTarget },
    ];

    /// <summary>Every key of a model that takes no object, by its path within the model.</summary>
    public static IReadOnlyList<string> Paths { get; } = [.. Walk(Model).Where(static pair => pair.Key.Keys.Count == 0).Select(static pair => pair.Path)];

    /// <summary>The keys of a model that no figure of an audit follows from, by path, each with the reason.</summary>
    public static IReadOnlyDictionary<string, string> Irrelevant { get; } =
        Walk(Model).Where(static pair => pair.Key.Irrelevant is not null).ToDictionary(static pair => pair.Path, static pair => pair.Key.Irrelevant!, StringComparer.Ordinal);

    /// <summary>The metadata of a PrivacyGateModel item, each with the path of the key that it becomes.</summary>
    public static IReadOnlyDictionary<string, string> Metadata { get; } =
        Walk(Model).Where(static pair => pair.Key.Metadata is not null).ToDictionary(static pair => pair.Key.Metadata!, static pair => pair.Path, StringComparer.Ordinal);

    /// <summary>The keys with all below them, by path, in order.</summary>
    internal static IEnumerable<(string Path, SpecKey Key)> Walk(IEnumerable<SpecKey> keys, string prefix = "") =>
        keys.SelectMany(key => Walk(key.Keys, $"{prefix}{key.Name}.").Prepend(($"{prefix}{key.Name}", key)));

    /// <summary><paramref name="spec"/> with what an object says, key by key.</summary>
    internal static TSpec Read<TSpec>(this IEnumerable<SpecKey<TSpec>> keys, TSpec spec, SpecScope? scope, SourceLocation silence) =>
        keys.Aggregate(spec, (read, key) => key.Read(read, scope, silence));

    private static IReadOnlyList<SpecKey<ModelSpec>> KeysOfModel(KeysOf<ModelSpec> model) =>
    [
        model.Optional("name", SingleText, m => m.Name, (m, v) => m with { Name = v }, "file name of `path` without its extension",
            "Name in reports. Unique, case ignored (PG0008).") with { Metadata = "Name", Irrelevant = "It is only printed, and is not kept with the audit." },
        model.Required("path", FilePath, m => Of(m.Model), (m, v) => m with { Model = v.Value }, "name the .onnx file",
            "The `.onnx` file, relative to the spec.") with { Irrelevant = "The model counts by its content." },
        Source("members", m => m.Members, (m, v) => m with { Members = v }, "Members",
            "Records the model was trained on.") with { Cure = "name the file of training records" },
        Source("nonMembers", m => m.NonMembers, (m, v) => m with { NonMembers = v }, "NonMembers",
            "Records of the same kind that the model was not trained on: the holdout.") with { Cure = "name a file of records the model was not trained on" },
        Source("reference", m => m.Reference, (m, v) => m with { Reference = v }, "Reference",
            "Further records of the same kind, of neither side, on which shadow models may be trained. Records that are equal to a member or non-member are left out and counted.")
            with { Default = "none", IsToldOnlyWhenStated = true },
        model.Default("task", Word("task", ModelTaskWords.All), m => m.Task, (m, v) => m with { Task = v }, ModelTask.Classification,
            "What the model is trained for. `classification`: one class a record (`label`); `regression`: one value or several (`target`); `ranking`: a score that puts the documents of a query (`group`) into the order of their relevance (`target`); `multi-label`: labels that a record has or has not (`target`); "
            + "`score`: a score that no label belongs to, of a discriminator, an anomaly detector or a pair; `reconstruction`: its own input again, as autoencoders give it.") with { Metadata = "Task" },
        model.Optional("label", SingleText, m => m.Label, (m, v) => m with { Label = v }, "none; a classifier needs one",
            "The column (or array) with the true class.") with { Metadata = "Label", Cure = "name the column with the true class", ReadIf = static m => m.Task.Value == ModelTask.Classification },
        model.Optional("target", Texts, m => m.Target, (m, v) => m with { Target = v }, "none; `regression`, `ranking` and `multi-label` need one",
            "The columns (or one array) with the true values, in the order of the model's values; of `multi-label` 1 where a record has the label, else 0; of `ranking` one column, larger for more relevant documents.")
            with { Metadata = "TargetColumn", Cure = "name the columns with the true values", ReadIf = static m => ModelTaskWords.HasTarget(m.Task.Value) },
        model.Optional("group", SingleText, m => m.Group, (m, v) => m with { Group = v }, "none; `ranking` needs one",
            "The column that names the query a document belongs to. A query is audited as a whole, so all its documents belong on one side.")
            with { Metadata = "Group", Cure = "name the column with the query of each document", ReadIf = static m => m.Task.Value == ModelTask.Ranking },
        model.Optional("classes", Labels, m => m.Classes, (m, v) => m with { Classes = v }, "as the model lists them, else 0, 1, 2 and so on",
            "The label of each class, in the order of the model's scores.") with { Metadata = "Classes" },
        model.Optional("features", Texts, m => m.Features, (m, v) => m with { Features = v }, "every column without another role",
            "The columns that feed the model, in order.") with { Metadata = "Features" },
        model.Optional("missing", Word("value", ("nan", MissingValues.NotANumber), ("refuse", MissingValues.Refused)), m => m.Missing, (m, v) => m with { Missing = v }, "as the model's graph takes them",
            "What becomes of a missing number. `nan`: the model gets NaN; `refuse`: the record is an error."),
        model.Optional("subject", Text, m => m.Subject, (m, v) => m with { Subject = v }, "each record stands for itself",
            "The column that names the person (or other unit) a record belongs to.") with { Metadata = "Subject" },
        model.Optional("slices", Texts, m => m.Slices, (m, v) => m with { Slices = v }, "none",
            "Columns whose values cut the records into groups that are audited on their own. May name the label: then each class is a group. "
            + "Where the name says that the column identifies persons (`patient_id`, `name`, `email`) and no `subject` is given, reports number its values instead of printing them.") with { Metadata = "Slices" },
        model.Object("output", m => m, (_, m) => m, "found by inspection",
            "Which output to read, and how.",
            output =>
            [
                output.Optional("name", Text, m => m.OutputName, (m, v) => m with { OutputName = v }, "found by inspection",
                    "The output's name in the model. Other outputs that no entry audits cause a warning ([PG0124](rules/PG0124.md))."),
                output.Optional("kind", Word("kind", ("probabilities", OutputKind.Probabilities), ("logits", OutputKind.Logits), ("log-probabilities", OutputKind.LogProbabilities), ("label", OutputKind.Label)),
                    m => m.OutputKind, (m, v) => m with { OutputKind = v }, "found by inspection",
                    "How to read it. It overrules what inspection finds, also where inspection refuses ([PG0026](rules/PG0026.md), [PG0029](rules/PG0029.md))."),
            ]),
        Accuracy(model, Number(0, 1, noun: "share of records", example: ", such as 0.97")),
        model.Object("budget", m => m.Budget, (m, v) => m with { Budget = v }, "`{\"advantage\": 0.1}`",
            "The leakage accepted. A limit that is not named is measured but not judged; an empty budget is an error.",
            budget =>
            [
                budget.Optional("advantage", Number(0, 1), b => b.Advantage, (b, v) => b with { Advantage = v }, "no limit",
                    "Largest membership advantage: true-positive rate minus false-positive rate of the best attack.") with { Metadata = "MaxAdvantage", Irrelevant = LimitReason },
                budget.Object("tprAtFpr", b => b.TprAtFpr, (b, v) => b with { TprAtFpr = v }, "no limit",
                    "Largest true-positive rate at a false-positive rate.",
                    limit =>
                    [
                        limit.Required("fpr", Number(0, 1, above: true, below: true, noun: "rate"), (l, v) => l with { Value = l.Value with { Fpr = v.Value } }, "give the false-positive rate",
                            "The false-positive rate."),
                        limit.Required("max", Number(0, 1, noun: "rate"), (l, v) => l with { Value = l.Value with { Max = v.Value } }, "give the largest true-positive rate accepted",
                            "The largest true-positive rate accepted there."),
                    ]) with
                {
                    New = static at => new SpecValue<TprLimit>(new TprLimit(0, 0), at),
                    Told = static limit => (FormattableString.Invariant($"{limit.Value.Max} at fpr {limit.Value.Fpr}"), limit.Location),
                    Metadata = "MaxTprAtFpr",
                    Irrelevant = LimitReason,
                },
                budget.Optional("auc", Number(0.5, 1), b => b.Auc, (b, v) => b with { Auc = v }, "no limit",
                    "Largest area under the ROC curve.") with { Metadata = "MaxAuc", Irrelevant = LimitReason },
                budget.Optional("epsilon", Number(0), b => b.Epsilon, (b, v) => b with { Epsilon = v }, "no limit",
                    "Largest epsilon that may be proven, in nats.") with { Metadata = "MaxEpsilon", Irrelevant = LimitReason },
            ]) with { New = static _ => new BudgetSpec(), Check = static (scope, _) => SpecRules.OfBudget(scope), SchemaRule = "\"minProperties\": 1" },
        model.Optional("attacks", AttackIds, m => m.Attacks, (m, v) => m with { Attacks = v }, "those of the profile",
            "The attacks to run. Where the list leaves `loss` out, a leak over the budget that `loss` proves still keeps the audit from passing ([PG0123](rules/PG0123.md)).") with { Metadata = "Attacks" },
        model.Default("knowledge", Word(KnowledgeWord.BlackBox, KnowledgeWord.WhiteBox), m => m.Knowledge, (m, v) => m with { Knowledge = v }, KnowledgeWord.BlackBox,
            "What an attacker knows of the model beside its answers. `white-box`: the file itself; [label-boundary](attacks/label-boundary.md) then follows the model's gradients."),
        model.Object("shadows", m => m.Shadows, (m, v) => m with { Shadows = v }, "as the profile says",
            "Shadow models: models of the target's kind that the audit trains.",
            shadows =>
            [
                shadows.Optional("count", Even(4, 1024, "so that each record is in half of the shadows"), s => s.Count, (s, v) => s with { Count = v }, "the profile's",
                    "How many: 16 in profile `standard`, 64 in `deep`. Each audited record is in as many of them as every other: half, where there are as many non-members as members."),
                shadows.Default("source", Word("source", ShadowSourceWords.All), s => s.Source, (s, v) => s with { Source = v }, ShadowSource.Auditor,
                    "Where their records come from: members and non-members alike; reference records only; records made up by climbing the model's own confidence, "
                    + "drawn from each column's own distribution, or made from audited records by replacing a share of their values."),
                shadows.Default("noise", Number(0, 0.5, above: true, noun: "share"), s => s.Noise, (s, v) => s with { Noise = v }, 0.1,
                    "The share of values replaced when the source is `noisy`."),
                shadows.Object("training", s => s.Training, (s, v) => s with { Training = v }, "matched",
                    "How the model was trained, as far as you know, for shadow models trained from the graph of a network. For other model kinds only `records` applies; other keys cause warning [PG0015](rules/PG0015.md).",
                    training =>
                    [
                        training.Optional("epochs", Whole(1, 100_000), t => t.Epochs, (t, v) => t with { Epochs = v }, "until the loss on a shadow's records is the model's on its members",
                            "Passes over the records."),
                        training.Optional("batchSize", Whole(1, 1_000_000), t => t.BatchSize, (t, v) => t with { BatchSize = v }, "by the number of records",
                            "Records per step."),
                        training.Optional("optimizer", Word("sgd", "adam", "adamw"), t => t.Optimizer, (t, v) => t with { Optimizer = v }, "adam",
                            "The optimizer."),
                        training.Optional("learningRate", Number(0, above: true), t => t.LearningRate, (t, v) => t with { LearningRate = v }, "the optimizer's",
                            "The learning rate. That of `adam` and `adamw` is 0.001, that of `sgd` 0.01."),
                        training.Optional("momentum", Number(0, 1, below: true), t => t.Momentum, (t, v) => t with { Momentum = v }, "0.9 for sgd",
                            "Momentum of `sgd`."),
                        training.Optional("weightDecay", Number(0, 1, below: true), t => t.WeightDecay, (t, v) => t with { WeightDecay = v }, "0",
                            "The optimizer's weight decay."),
                        training.Optional("schedule", Word("constant", "cosine"), t => t.Schedule, (t, v) => t with { Schedule = v }, "constant",
                            "How the learning rate falls."),
                        training.Optional("warmupEpochs", Whole(0, 100_000), t => t.WarmupEpochs, (t, v) => t with { WarmupEpochs = v }, "0",
                            "Epochs over which the learning rate rises from 0."),
                        training.Optional("records", Whole(1, int.MaxValue), t => t.Records, (t, v) => t with { Records = v }, "the number of members",
                            "Records the model was trained on, where the members given are only some of them."),
                    ]),
                shadows.Optional("base", FilePath, s => Of(s.Base), (s, v) => s with { Base = v.Value }, "none: all weights are drawn from the seed",
                    "For a fine-tuned network: the model (`.onnx`) that its training started from. Shadow models start from the same values, and keep the weights that are equal in both. "
                    + "It must not have been trained on the audited records ([PG0235](rules/PG0235.md))."),
                shadows.Optional("frozen", Texts, s => s.Frozen, (s, v) => s with { Frozen = v }, "those equal in `shadows.base`",
                    "Names of tensors that the model's training did not change; `*` at the end stands for any rest: `backbone.*`. Shadow models keep the model's own values ([PG0046](rules/PG0046.md))."),
                shadows.Optional("command", Text, s => s.Command, (s, v) => s with { Command = v }, "none: shadows are trained from the model file",
                    "Your own trainer, run once per shadow model: `python train.py --members {members} --seed {seed} --out {model}`."),
                shadows.Default("timeout", Whole(1, 86_400), s => s.Timeout, (s, v) => s with { Timeout = v }, 600,
                    "Seconds that one run of the command may take."),
                shadows.Optional("models", FilePaths, s => Of(s.Models), (s, v) => s with { Models = v.Value }, "none",
                    "Reference models you trained yourself, in place of shadow models."),
                shadows.Optional("index", FilePath, s => Of(s.Index), (s, v) => s with { Index = v.Value }, "none",
                    "Required with `models`: the file that says which record each of the models was trained on.")
                    with { Cure = "name the file that tells which record each model was trained on", ReadIf = static s => s.Models is not null },
            ]) with { Check = SpecRules.OfShadows },
        model.Object("labelOnly", m => m.LabelOnly, (m, v) => m with { LabelOnly = v }, "as the profile says",
            "Attacks that look at the answered class only.",
            labelOnly =>
            [
                labelOnly.Optional("queries", Whole(1, 1_000_000), l => l.Queries, (l, v) => l with { Queries = v }, "the profile's",
                    "Queries per record that each attack may make."),
                labelOnly.Default("norm", Word("l2", "linf"), l => l.Norm, (l, v) => l with { Norm = v }, "l2",
                    "How distance to the decision boundary is measured."),
                labelOnly.Optional("fixed", Texts, l => l.Fixed, (l, v) => l with { Fixed = v }, "none",
                    "Columns an attacker cannot change."),
            ]),
        model.Object("limits", m => m.Limits, (m, v) => m with { Limits = v }, "far above real models",
            "What the model may ask of the runtime before it is refused.",
            limits =>
            [
                limits.Default("nodes", Whole(1, 1_000_000_000), l => l.Nodes, (l, v) => l with { Nodes = v }, ModelLimits.Default.Nodes,
                    "Nodes of the graph with its functions written out. A call of a function counts as 10 nodes, and a body of `If`, `Loop` or `Scan` as 25, because they cost the runtime as much ([PG0311](rules/PG0311.md))."),
                limits.Default("memory", Whole(1, 1_000_000), l => l.Memory, (l, v) => l with { Memory = v }, ModelLimits.Default.Megabytes,
                    "Megabytes that one tensor may take, where the model itself states the tensor's size ([PG0312](rules/PG0312.md))."),
            ]),
        model.Default("seed", Whole(0, ModelSpec.LargestSeed), m => m.Seed, (m, v) => m with { Seed = v }, 1,
            "Same spec, same data, same seed: same report, byte by byte.") with { Metadata = "Seed", Irrelevant = "The seed of the run counts, which an option may have replaced." },
        Origin,
    ];

    /// <summary>A file of records, or an object that also picks rows of it.</summary>
    private static ObjectKey<ModelSpec, RecordSource> Source(string name, Func<ModelSpec, RecordSource?> get, Func<ModelSpec, RecordSource, ModelSpec> set, string metadata, string meaning) =>
        new KeysOf<ModelSpec>().Object(name, get, set, null, meaning, source =>
        [
            source.Required("path", FilePath, (s, v) => s with { File = v.Value }, "name the file of records",
                "The data file, relative to the spec.") with { Metadata = metadata },
            source.Optional("where", Filter, (s, v) => s with { Filter = v.Value }, "every row",
                "`column == value` or `column != value`: the rows to take. A name or value with spaces stands in single or double quotes.") with { Metadata = metadata + "Where" },
        ]) with
        {
            New = _ => new RecordSource(name, null!, null),
            Short = new(static node => node is LocatedString, "a path", FilePath.Type, FilePath.Schema, static (scope, key, node) => FilePath.Read(scope, key, node) is { } file ? new RecordSource(key, file.Value, null) : null),
            Told = static source => (source.Filter is null ? source.File.Path : $"{source.File.Path} where {source.Filter}", source.File.Location),
        };

    /// <summary>A share of records, or an object with both sides.</summary>
    private static ObjectKey<ModelSpec, SpecValue<ExpectedAccuracy>> Accuracy(KeysOf<ModelSpec> model, ValueKind<double> share)
    {
        static SpecValue<ExpectedAccuracy> New(SourceLocation at, double? members = null) => new(new ExpectedAccuracy(members, null, ExpectedAccuracy.DefaultTolerance), at);

        return model.Object("accuracy", m => m.Accuracy, (m, v) => m with { Accuracy = v }, "not stated",
            "The accuracy that you measured on the members, met within 0.02.",
            accuracy =>
            [
                accuracy.Optional("members", share, (a, v) => a with { Value = a.Value with { Members = v.Value } }, "not stated",
                    "The accuracy that you measured on the members."),
                accuracy.Optional("nonMembers", share, (a, v) => a with { Value = a.Value with { NonMembers = v.Value } }, "not stated",
                    "The accuracy that you measured on the non-members."),
                accuracy.Optional("tolerance", share, (a, v) => a with { Value = a.Value with { Tolerance = v.Value } }, FormattableString.Invariant($"{ExpectedAccuracy.DefaultTolerance}"),
                    "How far the audit's figure may differ from either."),
            ]) with
        {
            New = static at => New(at),
            Check = static (scope, _) => SpecRules.OfAccuracy(scope),
            SchemaRule = "\"anyOf\": [{ \"required\": [\"members\"] }, { \"required\": [\"nonMembers\"] }]",
            Short = new(static node => node is LocatedNumber, "a number", share.Type, share.Schema, (scope, key, node) => share.Read(scope, key, node) is { } members ? New(members.Location, members.Value) : null),
            Told = static accuracy => (Told(accuracy.Value), accuracy.Location),
        };
    }

    private static string Told(ExpectedAccuracy expected)
    {
        string?[] parts =
        [
            expected.Members is { } members ? FormattableString.Invariant($"members {members}") : null,
            expected.NonMembers is { } nonMembers ? FormattableString.Invariant($"nonMembers {nonMembers}") : null,
        ];
        return FormattableString.Invariant($"{string.Join(", ", parts.OfType<string>())}, tolerance {expected.Tolerance}");
    }

    private static SpecValue<SpecFile>? Of(SpecFile? file) => file is null ? null : new(file, file.Location);

    private static SpecValue<IReadOnlyList<SpecFile>>? Of(IReadOnlyList<SpecFile>? files) => files is null ? null : new(files, files[0].Location);
}
