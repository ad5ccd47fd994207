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

    public ContentKey AddFile(string name, string path)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1);
            return Add(name, Convert.ToHexStringLower(SHA256.HashData(stream)));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InputException(
                Diagnostic.Error(DiagnosticIds.FileUnreadable, $"the file cannot be read ({error.Message}); check that it exists and may be read", new SourceLocation(path)),
                error);
        }
    }

    /// <summary>64 lower-case hexadecimal digits.</summary>
    public string Finish() => Convert.ToHexStringLower(hash.GetHashAndReset());

    public void Dispose() => hash.Dispose();
}
