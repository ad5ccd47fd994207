using System.Security.Cryptography;
using PrivacyGate.Fuzz.Tests.Mutators;
using PrivacyGate.Fuzz.Tests.Seeds;
using PrivacyGate.IO.Caching;

namespace PrivacyGate.Fuzz.Tests.Kinds;

/// <summary>Kept answers of shadows: damaged, they are a miss; with a hash that fits they may claim anything.</summary>
internal sealed class ShadowKind(string name, bool isHashed, int share) : FuzzKind(name, "key.shadow", share)
{
    /// <summary>Where the counts stand.</summary>
    private const int Header = 64;

    public override byte[] Make(Random random)
    {
        var seed = random.Pick(ShadowSeeds.All);
        if (!isHashed)
        {
            return ByteMutator.Mutate(seed, random.Pick(ShadowSeeds.All), random);
        }

        var content = seed[..^SHA256.HashSizeInBytes];
        var changed = random.Next(2) == 0 ? ByteMutator.Mutate(content, seed, random) : [.. ByteMutator.Mutate(content[..Header], seed, random), .. content[Header..]];
        return [.. changed, .. SHA256.HashData(changed)];
    }

    public override bool Read(string path, CancellationToken cancellation)
    {
        if (ShadowFile.Read(path) is not { } answers)
        {
            return false;
        }

        var again = path + ".again";
        ShadowFile.Write(again, answers);
        return isHashed || ShadowSeeds.All.Any(seed => seed.AsSpan().SequenceEqual(File.ReadAllBytes(again))) ? true : throw new FaultException("a damaged shadow was believed");
    }
}
