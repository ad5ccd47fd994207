using PrivacyGate.Fuzz.Tests.Mutators;
using PrivacyGate.IO.Spec;

namespace PrivacyGate.Fuzz.Tests.Kinds;

/// <summary>Specs: read, and explained when they are right.</summary>
internal sealed class SpecKind(string name, IReadOnlyList<byte[]> seeds, int share) : FuzzKind(name, "privacygate.json", share)
{
    public override byte[] Make(Random random) => random.Next(4) == 0
        ? ByteMutator.Mutate(random.Pick(seeds), random.Pick(seeds), random)
        : JsonMutator.Mutate(random.Pick(seeds), random);

    public override bool Read(string path, CancellationToken cancellation)
    {
        var result = SpecReader.Read(path, null);
        if (result.Spec is { } spec)
        {
            _ = SpecExplanation.Of(spec);
            return result.Errors.Count == 0 ? true : throw new FaultException("a spec with errors was given out");
        }

        return result.Errors.Count > 0 ? throw new InputException(result.Errors[0]) : throw new FaultException("a spec was refused without a reason");
    }
}
