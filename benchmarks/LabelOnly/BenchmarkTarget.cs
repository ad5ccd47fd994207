using PrivacyGate.IO.Readers;
using PrivacyGate.IO.Spec;
using PrivacyGate.Onnx.Inference;
using PrivacyGate.Samples;
using PrivacyGate.Signals;

namespace PrivacyGate.Benchmarks.LabelOnly;

/// <summary>A target, over-fitted on Location-30 or on pictures, and the first records of either side.</summary>
internal sealed record BenchmarkTarget(string Name, OnnxClassifier Model, AuditSample Sample) : IDisposable
{
    public RecordBatch Records => Sample.Input.Records!;

    /// <summary>The only input.</summary>
    public FeatureBlock Features => Records.Features[0];

    /// <param name="folder">Where model.onnx lies, beside location30.csv.gz or what fashion_mnist_cnn.py wrote.</param>
    /// <param name="aSide">Records of either side.</param>
    public static BenchmarkTarget Load(string folder, int aSide)
    {
        var path = folder.Replace('\\', '/');
        var spec = Path.GetTempFileName();
        var sides = File.Exists(Path.Combine(folder, "location30.csv.gz"))
            ? $$"""
                "members": { "path": "{{path}}/location30.csv.gz", "where": "split == member" },
                "nonMembers": { "path": "{{path}}/location30.csv.gz", "where": "split == nonmember" },
              """
            : $$"""
                "members": { "path": "{{path}}/members.npz" },
                "nonMembers": { "path": "{{path}}/nonmembers.npz" },
              """;
        File.WriteAllText(spec, $$"""{ "models": [ { "path": "{{path}}/model.onnx", {{sides}} "label": "label" } ] }""");
        try
        {
            return Load(SpecReader.Read(spec, null).Spec!.Models[0], folder, aSide);
        }
        finally
        {
            File.Delete(spec);
        }
    }

    public void Dispose() => Model.Dispose();

    private static BenchmarkTarget Load(ModelSpec spec, string folder, int aSide)
    {
        var model = OnnxClassifier.Open(Path.Combine(folder, "model.onnx"));
        RecordReader[] readers = [RecordReader.Open(spec.Members), RecordReader.Open(spec.NonMembers)];
        var plan = FeaturePlan.Match(model.Inputs, readers, RecordKeys.Of(spec));
        var labels = LabelMap.Create(model.Classes, spec.Classes);
        var collector = new SignalCollector([], keepRecords: true);
        foreach (var (side, reader) in new[] { (Side.Member, readers[0]), (Side.NonMember, readers[1]) })
        {
            var records = First(aSide, [.. reader.Read(plan, labels, 1000, CancellationToken.None)]);
            collector.Add(side, records, model.Predict(records, CancellationToken.None));
        }

        return new BenchmarkTarget(model.Inputs[0].RecordShape.Count > 1 ? "Fashion-MNIST" : "Location-30", model, collector.ToSample());
    }

    private static RecordBatch First(int count, RecordBatch[] batches) => RecordBatch.Join(batches).Pick([.. Enumerable.Range(0, count)]);
}
