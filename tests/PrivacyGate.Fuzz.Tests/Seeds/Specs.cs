namespace PrivacyGate.Fuzz.Tests.Seeds;

/// <summary>Specs that use every key between them.</summary>
internal static class Specs
{
    public static IReadOnlyList<byte[]> All { get; } =
    [
        Clinic.SpecBytes,
        """
        { "$schema": "./privacygate.schema.json", "models": [ { "name": "credit", "path": "models/credit.onnx",
          "members": { "path": "data/all.csv", "where": "split == train" }, "nonMembers": { "path": "data/all.csv", "where": "split != 'train'" }, "reference": "data/more.npz",
          "label": "approved", "classes": ["yes", 1, false], "features": ["age", "income"], "missing": "nan", "subject": "person", "slices": ["sex", "approved"],
          "output": { "name": "probabilities", "kind": "logits" }, "accuracy": { "members": 0.97, "nonMembers": 0.9, "tolerance": 0.05 },
          "budget": { "advantage": 0.1, "tprAtFpr": { "fpr": 0.01, "max": 0.1 }, "auc": 0.6, "epsilon": 1 }, "attacks": ["loss", "gap"], "knowledge": "white-box", "seed": 9007199254740992,
          "labelOnly": { "queries": 1000 }, "limits": { "nodes": 1000, "memory": 64 }, "origin": { "file": "a.csproj", "line": 3, "column": 5 },
          "shadows": { "count": 8, "source": "noisy", "noise": 0.2, "training": { "optimizer": "sgd", "momentum": 0.5, "epochs": 3, "batchSize": 8, "records": 100, "schedule": "cosine", "warmupEpochs": 1 } } } ] }
        """u8.ToArray(),
        """
        { "models": [
          { "path": "a.onnx", "members": "a.csv", "nonMembers": "b.csv", "label": "y", "accuracy": 0.9, "shadows": { "command": "python train.py {members} {seed} {model}", "timeout": 300 } },
          { "path": "b.onnx", "name": "b", "members": "a.tsv.gz", "nonMembers": "b.tsv.gz", "label": "y", "shadows": { "models": ["s/0.onnx", "s/1.onnx"], "index": "s/index.csv" } } ] }
        """u8.ToArray(),
    ];
}
