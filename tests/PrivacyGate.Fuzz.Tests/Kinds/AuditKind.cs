using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using PrivacyGate.Fuzz.Tests.Mutators;
using PrivacyGate.Fuzz.Tests.Seeds;
using PrivacyGate.IO.Caching;
using PrivacyGate.Run.Keeping;

namespace PrivacyGate.Fuzz.Tests.Kinds;

/// <summary>Kept audits: damaged, they are made again; with a hash that fits they may say anything, and must still be read or passed over.</summary>
internal sealed class AuditKind(string name, bool isHashed, int share) : FuzzKind(name, "key.json", share)
{
    public override byte[] Make(Random random)
    {
        var seed = random.Pick(Runs.Audits);
        return isHashed ? Hashed(JsonMutator.Mutate(AuditOf(seed), random))
            : random.Next(2) == 0 ? ByteMutator.Mutate(seed, random.Pick(Runs.Audits), random)
            : JsonMutator.Mutate(seed, random);
    }

    public override bool Read(string path, CancellationToken cancellation)
    {
        var made = CachedAuditJson.Read(new MemoryStream(Runs.Audits[0])) with { Queries = -1 };
        var cache = new ResultCache(Path.GetDirectoryName(path));
        var audit = cache.GetOrMake(() => Path.GetFileNameWithoutExtension(path), () => made, static _ => true, cancellation);
        if (audit.Queries == made.Queries)
        {
            return false;
        }

        using var again = new MemoryStream();
        CachedAuditJson.Write(audit, again);
        return isHashed || Runs.Audits.Any(seed => seed.AsSpan().SequenceEqual(again.ToArray())) ? true : throw new FaultException("a damaged audit was believed");
    }

    /// <summary>The audit in a kept one.</summary>
    public static byte[] AuditOf(byte[] seed)
    {
        using var document = JsonDocument.Parse(seed);
        return Encoding.UTF8.GetBytes(document.RootElement.GetProperty("audit").GetRawText());
    }

    /// <summary>A kept audit of any content, with the hash that belongs to it.</summary>
    public static byte[] Hashed(byte[] audit)
    {
        var version = FormattableString.Invariant($"{CachedAuditJson.Version}\n");
        var hash = Convert.ToHexStringLower(SHA256.HashData([.. Encoding.ASCII.GetBytes(version), .. audit]));
        return [.. Encoding.UTF8.GetBytes($$"""{"version":{{CachedAuditJson.Version}},"sha256":"{{hash}}","audit":"""), .. audit, (byte)'}'];
    }
}
