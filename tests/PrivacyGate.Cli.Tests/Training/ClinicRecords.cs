using PrivacyGate.IO.Readers;
using PrivacyGate.IO.Spec;
using PrivacyGate.Models;
using PrivacyGate.Onnx.Inference;
using PrivacyGate.Onnx.Inspection;
using PrivacyGate.Samples;

namespace PrivacyGate.Cli.Tests.Training;

/// <summary>The leaky sample's model and some of its records, read as the command line reads them.</summary>
internal sealed class ClinicRecords : IDisposable
{
    private static readonly SourceLocation Somewhere = new("privacygate.json", 1);

    public ClinicRecords()
    {
        Target = OnnxClassifier.Open(Repository.Path("samples", "LeakyClinic", "models", "tumour.onnx"));
        string[] classes = [.. Target.Classes.Names!];
        Labels = LabelMap.Create(Target.Classes, null);
        Classes = classes;
        var reader = Reader(Repository.Path("samples", "data", "members.csv"));
        Plan = FeaturePlan.Match(Target.Inputs, [reader], new RecordKeys(new SpecValue<string>("diagnosis", Somewhere)));
        Some = Read(Repository.Path("samples", "data", "members.csv")).First();
    }

    public OnnxClassifier Target { get; }

    public FeaturePlan Plan { get; }

    public LabelMap Labels { get; }

    public IReadOnlyList<string> Classes { get; }

    /// <summary>The first forty members.</summary>
    public RecordBatch Some { get; }

    public static string Model => Repository.Path("samples", "LeakyClinic", "models", "tumour.onnx");

    public static string OtherModel => Repository.Path("samples", "PrivateClinic", "models", "tumour.onnx");

    public Run.Training.ForeignModel Foreign(double? wantedLoss = null) => new(Target, new ModelOverrides(), wantedLoss);

    public IEnumerable<RecordBatch> Read(string path) => Reader(path).Read(Plan, Labels, 40, CancellationToken.None);

    public void Dispose() => Target.Dispose();

    private static RecordReader Reader(string path) => RecordReader.Open(new RecordSource("members", SpecFile.Resolve(path, "", Somewhere), null));
}
