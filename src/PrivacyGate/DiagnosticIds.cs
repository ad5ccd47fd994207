namespace PrivacyGate;

/// <summary>
/// Every code PrivacyGate prints; each has a page under docs/rules. PG00xx configuration and input, PG01xx budget,
/// PG02xx statistics, PG03xx environment and engine, PG04xx GitHub, PG1xxx analyzers.
/// </summary>
public static class DiagnosticIds
{
    // The spec and the command line (exit code 2).
    public const string NothingToGate = "PG0001";
    public const string SpecNotJson = "PG0002";
    public const string UnknownKey = "PG0003";
    public const string UnknownValue = "PG0004";
    public const string WrongType = "PG0005";
    public const string OutOfRange = "PG0006";
    public const string MissingKey = "PG0007";
    public const string DuplicateModelName = "PG0008";
    public const string DuplicateEntry = "PG0009";
    public const string InvalidProperty = "PG0010";
    public const string Usage = "PG0011";
    public const string NotInThisVersion = "PG0012";
    public const string TrainerCommandMalformed = "PG0013";
    public const string OutputNotWritable = "PG0014";
    public const string SpecKeyNotUsed = "PG0015";
    public const string ReceiptNotWritten = "PG0016";
    public const string GateOff = "PG0017";
    public const string CommandNotAllowed = "PG0018";
    public const string OtherSpecUnused = "PG0019";

    // Files and models (exit code 3).
    public const string FileNotFound = "PG0020";
    public const string FileUnreadable = "PG0021";
    public const string NotAnOnnxModel = "PG0022";
    public const string ExternalDataRefused = "PG0023";
    public const string TensorTooLarge = "PG0024";
    public const string GraphMalformed = "PG0025";
    public const string ModelShapeUnknown = "PG0026";
    public const string ModelFailed = "PG0027";
    public const string FileChanged = "PG0028";
    public const string NotAClassifier = "PG0029";

    // Records (exit code 3).
    public const string RaggedRow = "PG0030";
    public const string MissingCell = "PG0031";
    public const string CellNotNumber = "PG0032";
    public const string LabelOutsideClasses = "PG0033";
    public const string ColumnMissing = "PG0034";
    public const string ColumnsDiffer = "PG0035";
    public const string NoRecords = "PG0036";
    public const string DataFormat = "PG0037";
    public const string FeaturesDoNotFit = "PG0038";
    public const string DuplicateColumn = "PG0039";
    public const string TooManyValues = "PG0040";
    public const string LocaleMissing = "PG0041";
    public const string HeaderMissing = "PG0042";

    // The build (a warning).
    public const string ExemptionUnused = "PG0043";

    // Models of other formats than ONNX.
    public const string FormatNeedsPackage = "PG0048";
    public const string MLNetModelRefused = "PG0049";

    // Budgets (exit code 1; the first is the good news).
    public const string WithinBudget = "PG0100";
    public const string TprOverBudget = "PG0101";
    public const string AdvantageOverBudget = "PG0102";
    public const string AucOverBudget = "PG0106";
    public const string EpsilonOverBudget = "PG0107";
    public const string ShippedWithoutVerdict = "PG0120";
    public const string LooseBudget = "PG0121";
    public const string ResultsCommitted = "PG0122";
    public const string AttackLeftOut = "PG0123";
    public const string OutputLeftOut = "PG0124";

    // Statistics.
    public const string Inconclusive = "PG0201";
    public const string OneClassOnly = "PG0202";
    public const string TooManyEqualRecords = "PG0203";
    public const string EqualRecordsDropped = "PG0204";
    public const string NotMeasurable = "PG0205";
    public const string SlicesTooSmall = "PG0206";
    public const string NoAttackPossible = "PG0207";
    public const string SidesSwapped = "PG0208";
    public const string RepeatedRecords = "PG0209";
    public const string TooFewRecords = "PG0210";
    public const string SlicesOnAdvantageOnly = "PG0211";
    public const string StoppedEarly = "PG0212";
    public const string ShadowsUnmatched = "PG0213";
    public const string ShadowSizeDiffers = "PG0214";
    public const string SurrogateShadows = "PG0215";
    public const string ReferenceRecordsRemoved = "PG0216";
    public const string SidesDiffer = "PG0217";
    public const string ColumnsShifted = "PG0218";
    public const string RowsPerPersonDiffer = "PG0219";
    public const string GradientsUnavailable = "PG0220";
    public const string MembersUnknown = "PG0221";
    public const string KnowledgeUnproven = "PG0222";
    public const string ClassesReordered = "PG0223";
    public const string LabelContradictsScores = "PG0224";
    public const string AnswersChange = "PG0225";
    public const string AskedSingly = "PG0226";
    public const string NearCopiesDropped = "PG0227";
    public const string AccuracyNotMet = "PG0228";
    public const string AttacksShortened = "PG0229";
    public const string RecordsStored = "PG0230";
    public const string FewerRecords = "PG0231";
    public const string SubjectsShared = "PG0232";
    public const string ScoreWithoutTruth = "PG0233";

    // Environment and engine.
    public const string RuntimeMissing = "PG0301";
    public const string MuxerMissing = "PG0302";
    public const string PlatformUnsupported = "PG0303";
    public const string NativeLibraryUnloadable = "PG0304";
    // PG0305 (npm missing) is retired: releases before had it, so nothing else gets it.
    public const string VisualCRuntimeMissing = "PG0306";
    public const string GlibcTooOld = "PG0307";
    public const string FormatUnusable = "PG0308";
    public const string OperatorUnsupported = "PG0310";
    public const string GraphTooLarge = "PG0311";
    public const string TooMuchMemory = "PG0312";
    public const string Cancelled = "PG0320";
    public const string TrainerFailed = "PG0330";
    public const string TrainerTimedOut = "PG0331";
    public const string ShadowModelMisfit = "PG0332";
    public const string ReadyModelsMalformed = "PG0333";
    public const string ToolFailed = "PG0390";
    public const string InternalError = "PG0399";

    // GitHub; none changes a verdict.
    public const string TokenReadOnly = "PG0401";
    public const string GitHubRefused = "PG0402";
    public const string NewerRunKept = "PG0403";
    public const string NoPullRequest = "PG0404";
    public const string ReportRefused = "PG0405";
    public const string BaselineUnusable = "PG0406";
    public const string PublishOutsideWorkflowRun = "PG0407";
}
