using System.Security.Cryptography;
using System.Text;

namespace PrivacyGate.Cli.Checking;

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

    /// <summary>64 lower-case hexadecimal digits.</summary>
    public string Finish() => Convert.ToHexStringLower(hash.GetHashAndReset());

    public void Dispose() => hash.Dispose();
}
