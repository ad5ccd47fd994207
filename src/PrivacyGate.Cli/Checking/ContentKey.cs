using System.Security.Cryptography;
using System.Text;
using PrivacyGate.IO.Spec;

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

    /// <exception cref="InputException">The file is missing or cannot be read (PG0020, PG0021).</exception>
    public ContentKey AddFile(string name, SpecFile file)
    {
        using var stream = InputFile.Open(file.FullPath, file.Path, file.Location);
        return Add(name, Convert.ToHexStringLower(SHA256.HashData(stream)));
    }

    /// <summary>64 lower-case hexadecimal digits.</summary>
    public string Finish() => Convert.ToHexStringLower(hash.GetHashAndReset());

    public void Dispose() => hash.Dispose();
}
