namespace PrivacyGate.IO.Sinks;

/// <summary>PG0100 to PG0220: verdicts and what they rest on. Only these are results of code scanning.</summary>
internal static class BudgetRules
{
    // CWE-200: exposure of sensitive information to an unauthorized actor.
    private static readonly string[] Tags = ["security", "privacy", "membership-inference", "external/cwe/cwe-200"];
    private static readonly string[] NoLeak = ["privacy", "membership-inference"];

    private const string High = "7.5";
    private const string Medium = "5.0";
    private const string Low = "3.0";

    public static IReadOnlyList<Rule> All { get; } =
    [
        new(
            DiagnosticIds.WithinBudget, nameof(DiagnosticIds.WithinBudget), Severity.Message, "Model within its budget",
            "Every attack's upper confidence bound lies within the budget.",
            "Nothing to do; the figures say how much room is left.", NoLeak),
        Error(
            DiagnosticIds.TprOverBudget, nameof(DiagnosticIds.TprOverBudget), "True-positive rate over budget",
            "With few false alarms, an attacker picks out more of the training records than the budget allows.",
            "Train with less memorisation or coarsen the outputs, then measure again; do not raise the budget to pass."),
        Error(
            DiagnosticIds.AdvantageOverBudget, nameof(DiagnosticIds.AdvantageOverBudget), "Membership advantage over budget",
            "An attacker tells the model's training records from others better than the budget allows.",
            "Train with less memorisation or coarsen the outputs, then measure again; do not raise the budget to pass."),
        Error(
            DiagnosticIds.AucOverBudget, nameof(DiagnosticIds.AucOverBudget), "Area under the ROC curve over budget",
            "Over all thresholds, an attacker ranks training records above others more often than the budget allows.",
            "Train with less memorisation or coarsen the outputs, then measure again; do not raise the budget to pass."),
        Error(
            DiagnosticIds.EpsilonOverBudget, nameof(DiagnosticIds.EpsilonOverBudget), "Proven epsilon over budget",
            "The attacks prove that the model's training was less private than the epsilon the budget allows.",
            "Check the privacy accounting of the training run; a proven epsilon above the promised one is a defect there."),
        Error(
            DiagnosticIds.ShippedWithoutVerdict, nameof(DiagnosticIds.ShippedWithoutVerdict), "Model shipped without a verdict",
            "The project is published or packed, but no passing verdict exists for the very model file it ships.",
            "Build without --no-build so that the gate runs, or run 'privacygate check' first."),
        new(
            DiagnosticIds.LooseBudget, nameof(DiagnosticIds.LooseBudget), Severity.Warning, "Budget accepts almost any leak",
            "The budget accepts that an attacker identifies half of the training records or more, so nearly every model passes.",
            "Set a lower budget; 0.10 to 0.20 is usual for the membership advantage.", NoLeak),
        new(
            DiagnosticIds.ResultsCommitted, nameof(DiagnosticIds.ResultsCommitted), Severity.Error, "Results of the gate are under version control",
            "A file in which the gate keeps its results is tracked by git, so anyone who commits can decide the verdict.",
            "Remove the folder from version control and ignore obj/.", NoLeak),
        new(
            DiagnosticIds.AttackLeftOut, nameof(DiagnosticIds.AttackLeftOut), Severity.Warning, "An attack outside the list proves a leak",
            "The spec lists the attacks to run, and one that it leaves out proves a leak over the budget, so the audit cannot pass.",
            "Add the attack to the list, or remove the list.", Tags, Medium),
        new(
            DiagnosticIds.OutputLeftOut, nameof(DiagnosticIds.OutputLeftOut), Severity.Warning, "An output of the model is not audited",
            "The model has another output that tells something of a record, and no attack reads it.",
            "Audit the other output too, with a second entry for the same model, or export the model without it.", Tags, Medium),
        new(
            DiagnosticIds.Inconclusive, nameof(DiagnosticIds.Inconclusive), Severity.Warning, "Too few records to decide",
            "The confidence interval straddles the budget: neither a leak over it nor its absence is proven.",
            "Audit with more members and non-members; the message says about how many.", Tags, Low),
        new(
            DiagnosticIds.OneClassOnly, nameof(DiagnosticIds.OneClassOnly), Severity.Error, "One class only",
            "All records of the audit have one label, so it says nothing of the model.",
            "Check the label column and the filter; give records of every class.", NoLeak, Medium),
        new(
            DiagnosticIds.TooManyEqualRecords, nameof(DiagnosticIds.TooManyEqualRecords), Severity.Error, "Members and non-members overlap",
            "More than 5 % of the smaller side's records also occur on the other side, so the sides are not what they claim.",
            "Give as non-members only records that the model was never trained on.", NoLeak, Medium),
        new(
            DiagnosticIds.EqualRecordsDropped, nameof(DiagnosticIds.EqualRecordsDropped), Severity.Warning, "Equal records dropped",
            "A few records occur on both sides; they prove nothing and were left out of both.",
            "Check that the split is clean; in coarse tables some are equal by chance.", NoLeak),
        new(
            DiagnosticIds.NotMeasurable, nameof(DiagnosticIds.NotMeasurable), Severity.Warning, "Metric not measurable",
            "The audit has too few records, or the model tells too little, to bound a metric that the budget limits.",
            "Audit with more records, or set the budget on a metric these records can measure.", Tags, Low),
        new(
            DiagnosticIds.SlicesTooSmall, nameof(DiagnosticIds.SlicesTooSmall), Severity.Message, "Slices too small to judge",
            "Some slices have too few records on a side for any figure, so nothing is said of them.",
            "Choose coarser slices, or audit with more records.", NoLeak),
        new(
            DiagnosticIds.NoAttackPossible, nameof(DiagnosticIds.NoAttackPossible), Severity.Error, "No attack can be run",
            "None of the attacks asked for can be run on this model, so nothing was tested.",
            "Add 'gap' to the attacks, which needs only the label, or leave 'attacks' out of the spec.", NoLeak, Medium),
        new(
            DiagnosticIds.SidesSwapped, nameof(DiagnosticIds.SidesSwapped), Severity.Error, "Members and non-members look swapped",
            "The model knows the non-members better than the members, so the sides are not what they claim.",
            "Check that members and nonMembers are not swapped in the spec and come from one shuffled source.", NoLeak, Medium),
        new(
            DiagnosticIds.RepeatedRecords, nameof(DiagnosticIds.RepeatedRecords), Severity.Message, "Repeated records count once",
            "Some records repeat others of their side; copies are no independent evidence, so equal records count as one.",
            "Give each record once; for oversampled training data, the records before oversampling.", NoLeak),
        new(
            DiagnosticIds.TooFewRecords, nameof(DiagnosticIds.TooFewRecords), Severity.Error, "Too few records to audit",
            "A side has fewer than 10 records (or persons), on which no figure means anything.",
            "Give at least 10 records a side; some hundreds to decide a budget.", NoLeak, Medium),
        new(
            DiagnosticIds.SlicesOnAdvantageOnly, nameof(DiagnosticIds.SlicesOnAdvantageOnly), Severity.Warning, "Slices without a limit",
            "Slices are judged on the membership advantage only, and the budget does not limit it, so no slice can fail.",
            "Add 'advantage' to the budget, or leave 'slices' out of the spec.", NoLeak),
        new(
            DiagnosticIds.StoppedEarly, nameof(DiagnosticIds.StoppedEarly), Severity.Warning, "Audit stopped early",
            "The time budget ended before every attack had run to its end, so what was not run cannot have found anything.",
            "Give more time, or run again with the same --cache folder: finished shadow models are kept.", NoLeak),
        new(
            DiagnosticIds.ShadowsUnmatched, nameof(DiagnosticIds.ShadowsUnmatched), Severity.Warning, "Shadow models do not match the model",
            "Some shadow models never reached the loss that the model shows on its members, so they fit less than it does, and what they tell of it is weaker.",
            "State the model's own recipe in 'shadows.training' of the spec.", NoLeak),
        new(
            DiagnosticIds.ShadowSizeDiffers, nameof(DiagnosticIds.ShadowSizeDiffers), Severity.Warning, "Shadow models train on another number of records",
            "The shadow models train on clearly fewer or more records than the model did, so they fit more or less than it does.",
            "Give reference records, or the number of records the model was trained on in 'shadows.training.records'.", NoLeak),
        new(
            DiagnosticIds.SurrogateShadows, nameof(DiagnosticIds.SurrogateShadows), Severity.Message, "Shadow models are of another kind",
            "The model's kind cannot be trained from its file, so a small network stands in for it, and attacks with shadow models are weaker than an attacker's who has the training code.",
            "Name your own trainer in 'shadows.command' of the spec.", NoLeak),
        new(
            DiagnosticIds.ReferenceRecordsRemoved, nameof(DiagnosticIds.ReferenceRecordsRemoved), Severity.Message, "Reference records left out",
            "Some reference records are also members or non-members; shadow models trained on them would find leaks where there are none.",
            "Remove them from the reference file.", NoLeak),
        new(
            DiagnosticIds.SidesDiffer, nameof(DiagnosticIds.SidesDiffer), Severity.Error, "Members and non-members differ without a leak",
            "Something that never saw the audited model tells members from non-members, so the two files differ by themselves and no figure can be laid to the model.",
            "Take members and non-members from one shuffled source.", NoLeak, Medium),
        new(
            DiagnosticIds.ColumnsShifted, nameof(DiagnosticIds.ColumnsShifted), Severity.Error, "Columns differ between members and non-members",
            "Some columns, or the label, have other values among members than among non-members, so the two files differ by themselves and no figure can be laid to the model.",
            "Take members and non-members from one shuffled source and fill their columns in the same way.", NoLeak, Medium),
        new(
            DiagnosticIds.RowsPerPersonDiffer, nameof(DiagnosticIds.RowsPerPersonDiffer), Severity.Warning, "Members and non-members have other numbers of rows per person",
            "Persons have more rows on one side than on the other, so they are judged by fewer rows than an attacker has: a leak that is found is one, but that none is found proves nothing.",
            "Divide the data by persons, not by rows, with all rows of a person on one side.", NoLeak, Medium),
        new(
            DiagnosticIds.GradientsUnavailable, nameof(DiagnosticIds.GradientsUnavailable), Severity.Message, "The model has no gradients to follow",
            "The spec lets the attacker know the model, but its graph cannot be differentiated, so the boundary was searched by labels alone.",
            "Nothing, or set 'knowledge' to 'black-box' in the spec.", NoLeak),
        new(
            DiagnosticIds.MembersUnknown, nameof(DiagnosticIds.MembersUnknown), Severity.Error, "The model does not know its members",
            "The model, as PrivacyGate reads it, predicts the label of its own training records no better than guessing, so a leak could not be seen.",
            "Check the label column, the order of columns and classes, and that the records are scaled as in training.", NoLeak, Medium),
        new(
            DiagnosticIds.KnowledgeUnproven, nameof(DiagnosticIds.KnowledgeUnproven), Severity.Warning, "It is not proven that the model knows its members",
            "The members are too few, or the model too weak, to show that it is read rightly, so the audit cannot pass; it can still fail.",
            "Give more members, or state the accuracy that you measured under 'accuracy' in the spec.", NoLeak, Medium),
        new(
            DiagnosticIds.ClassesReordered, nameof(DiagnosticIds.ClassesReordered), Severity.Error, "The classes are in another order",
            "The model's scores fit the members' labels far better in another order of the classes than in the one that was read.",
            "State the order of the model's scores under 'classes' in the spec.", NoLeak, Medium),
        new(
            DiagnosticIds.LabelContradictsScores, nameof(DiagnosticIds.LabelContradictsScores), Severity.Error, "The model's label contradicts its scores",
            "The label that the model answers does not follow from the scores that are read, at any threshold, so one of the two is read wrongly.",
            "Name the right output under 'output' in the spec, or export the model again.", NoLeak, Medium),
        new(
            DiagnosticIds.AnswersChange, nameof(DiagnosticIds.AnswersChange), Severity.Error, "The model answers differently each time",
            "The same records gave other answers when the model was queried about them again, so no figure describes the model.",
            "Export the model in inference mode, without dropout or random noise.", NoLeak, Medium),
        new(
            DiagnosticIds.AskedSingly, nameof(DiagnosticIds.AskedSingly), Severity.Message, "Answers depend on the batch",
            "The model answers differently when records are queried together, so every record was queried alone.",
            "Nothing, or export the model with its batch normalization in inference mode.", NoLeak),
        new(
            DiagnosticIds.NearCopiesDropped, nameof(DiagnosticIds.NearCopiesDropped), Severity.Warning, "Near-copies dropped",
            "Some non-members nearly equal a member, far more often than members nearly equal each other; they hide leaks and were left out of both sides.",
            "Remove the copies from the holdout.", NoLeak),
        new(
            DiagnosticIds.AccuracyNotMet, nameof(DiagnosticIds.AccuracyNotMet), Severity.Error, "The stated accuracy is not met",
            "The model, as PrivacyGate reads it, has another accuracy than 'accuracy' in the spec states.",
            "Check the order of columns and classes and that the records are scaled as in training, or correct 'accuracy'.", NoLeak, Medium),
        new(
            DiagnosticIds.AttacksShortened, nameof(DiagnosticIds.AttacksShortened), Severity.Message, "Some attacks queried only some records",
            "A cheaper attack had already proven more than the budget accepts, so attacks that need labels alone queried a random sample of the records.",
            "Nothing, or run the profile 'deep' to query all records.", NoLeak),
        Error(
            DiagnosticIds.RecordsStored, nameof(DiagnosticIds.RecordsStored), "The model file holds training records",
            "Members are rows of a table inside the model file, and non-members are not, so whoever has the file can read them.",
            "Ship a model that keeps no records (trees, a linear model or a network), or treat the model file as personal data."),
        new(
            DiagnosticIds.FewerRecords, nameof(DiagnosticIds.FewerRecords), Severity.Warning, "Fewer records than the receipt says",
            "The receipt beside the model was written with more records, and with fewer of them an audit is sooner inconclusive.",
            "Give all records again, or write the receipt anew with 'privacygate check --receipt'.", NoLeak, Low),
        new(
            DiagnosticIds.SubjectsShared, nameof(DiagnosticIds.SubjectsShared), Severity.Warning, "Subjects on both sides",
            "The spec names a subject, and more than 5 % of the subjects have records among the members and among the non-members, so what leaks of a subject is not measured.",
            "Put all records of a subject on one side, or write clean files with 'privacygate split'.", NoLeak, Medium),
    ];

    private static Rule Error(string id, string name, string title, string cause, string cure) =>
        new(id, name, Severity.Error, title, cause, cure, Tags, High);
}
