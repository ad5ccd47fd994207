using PrivacyGate.Fuzz.Tests.Mutators;
using PrivacyGate.Fuzz.Tests.Seeds;

namespace PrivacyGate.Fuzz.Tests.Kinds;

/// <summary>Archives of arrays.</summary>
internal sealed class NpzKind(int share) : FuzzKind("npz", "input.npz", share)
{
    /// <summary>Half of them from the first, whose arrays are those of a model.</summary>
    public override byte[] Make(Random random) => random.Next(3) == 0
        ? ByteMutator.Mutate(random.Next(2) == 0 ? Arrays.Files[0] : random.Pick(Arrays.Files), random.Pick(Arrays.Files), random)
        : ArchiveMutator.Mutate(random.Next(2) == 0 ? Arrays.Sets[0] : random.Pick(Arrays.Sets), random);

    public override bool Read(string path, CancellationToken cancellation) => Each(
        () => Tables.Preview(path),
        () => Tables.ReadAll(path, cancellation));
}
