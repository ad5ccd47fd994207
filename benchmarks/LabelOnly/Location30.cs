using PrivacyGate.Auditing;
using PrivacyGate.IO.Readers;
using PrivacyGate.IO.Spec;
using PrivacyGate.Models;
using PrivacyGate.Onnx.Inference;
using PrivacyGate.Signals;

namespace PrivacyGate.Benchmarks.LabelOnly;

/// <summary>The target over-fitted on Location-30 and the first records of either side.</summary>
internal sealed record Location30(OnnxClassifier Model, RecordBatch Records, AuditSample Sample) : IDisposable
{
    public static Location30 Load(string folder, int aSide)
    {
        var path = folder.Replace('\\', '/');
        var spec = Path.GetTempFileName();
        File.WriteAllText(spec, $$"""
            { "models": [ {
              "path": "{{path}}/model.onnx",
              "members": { "path": "{{path}}/location30.csv.gz", "where": "split == member" },
              "nonMembers": { "path": "{{path}}/location30.csv.gz", "where": "split == nonmember" },
              "label": "label" } ] }
            """);
        try
        {
            return Load(SpecReader.Read(spec, null, []).Spec!.Models[0], folder, aSide);
        }
        finally
        {
            File.Delete(spec);
        }
    }

    public void Dispose() => Model.Dispose();

    private static Location30 Load(ModelSpec spec, string folder, int aSide)
    {
        var model = OnnxClassifier.Open(Path.Combine(folder, "model.onnx"));
        RecordReader[] readers = [RecordReader.Open(spec.Members), RecordReader.Open(spec.NonMembers)];
        var plan = FeaturePlan.Match(model.Inputs, readers, RecordKeys.Of(spec));
        var labels = LabelMap.Create(model.Classes, spec.Classes);
        var collector = new SignalCollector([]);
        var sides = readers.Select(reader => First(aSide, [.. reader.Read(plan, labels, 1000, CancellationToken.None)])).ToArray();
        collector.Add(Side.Member, sides[0], model.Predict(sides[0], CancellationToken.None));
        collector.Add(Side.NonMember, sides[1], model.Predict(sides[1], CancellationToken.None));
        var all = RecordRows.Join(sides);
        int[] order = [.. Enumerable.Range(0, all.Count).OrderBy(i => all.Keys[i])];
        return new Location30(model, all.Pick(order), collector.ToSample());
    }

    private static RecordBatch First(int count, RecordBatch[] batches) => RecordRows.Join(batches).Pick([.. Enumerable.Range(0, count)]);
}
