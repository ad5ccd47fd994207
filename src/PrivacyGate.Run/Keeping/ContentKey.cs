using System.Security.Cryptography;
using System.Text;
using PrivacyGate.Attacks;
using PrivacyGate.IO.Readers;
using PrivacyGate.Onnx.Inference;

namespace PrivacyGate.Run.Keeping;

/// <summary>Names a result by everything it follows from: two audits share a key only if they would give the same bytes.</summary>
internal sealed class ContentKey : IDisposable
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public ContentKey Add(string name, string? value)
    {
        // Lengths go in as well, so that no two lists of values run together into the same bytes.
        var bytes = Encoding.UTF8.GetBytes($"{name.Length}:{name}={value?.Length ?? -1}:{value}\n");
        hash.AppendData(bytes);
        return this;
    }

    /// <summary>Adds the content of the code that audits (of a deterministic build, a module's version id names it) and the version of the native library that runs models.</summary>
    public ContentKey AddCode(string runtime)
    {
        Add("runtime", runtime);
        foreach (var assembly in new[] { typeof(AttackCatalog), typeof(OnnxClassifier), typeof(RecordReader), typeof(ContentKey) })
        {
            Add("code", assembly.Module.ModuleVersionId.ToString("N"));
        }

        return this;
    }

    /// <summary>64 lower-case hexadecimal digits.</summary>
    public string Finish() => Convert.ToHexStringLower(hash.GetHashAndReset());

    public void Dispose() => hash.Dispose();
}
