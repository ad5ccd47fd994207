using PrivacyGate.Fuzz.Tests.Kinds;
using PrivacyGate.Fuzz.Tests.Seeds;

[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace PrivacyGate.Fuzz.Tests;

/// <summary>Damaged inputs of every kind: each is read, or refused with a code, in time and in memory, and nothing is half-written.</summary>
public sealed class FuzzTests
{
    private const int Inputs = 5000;
    private const int Seed = 1;

    public static TheoryData<string> Kinds => [.. FuzzKinds.All.Select(static kind => kind.Name)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Damaged_inputs_are_read_or_refused_with_a_code(string name)
    {
        var kind = FuzzKinds.Find(name);

        var tally = Fuzzer.Run(kind, Seed, FuzzKinds.CountOf(kind, Inputs));

        Assert.True(tally.Findings.Count == 0, string.Join("\n\n", tally.Findings.Take(5).Select(static finding => $"{finding.Address} ({finding.File})\n{finding.Fault}").Prepend(tally.ToString())));

        // A mutator that damages everything beyond reading tests the first check only.
        Assert.True(tally.Refused > 0, tally.ToString());
        Assert.True(tally.Read > 0 || name is "shadow", tally.ToString());
    }

    [Fact]
    public void The_suite_runs_five_thousand_inputs() => Assert.Equal(Inputs, FuzzKinds.All.Sum(static kind => FuzzKinds.CountOf(kind, Inputs)));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void An_address_makes_the_same_input_again(string name)
    {
        var address = new Address(name, Seed, 3);

        Assert.Equal(address.Make(), Address.Parse(address.ToString()).Make());
        Assert.NotEqual(address.Make(), (address with { Number = 4 }).Make());
        Assert.NotEqual(address.Make(), (address with { Seed = 2 }).Make());
    }

    /// <summary>Were they refused, what is made from them would be too.</summary>
    [Fact]
    public void Seeds_are_read()
    {
        Assert.All(Specs.All, static seed => AssertRead(FuzzKinds.Spec, seed));
        Assert.All(Tables.Texts(','), static seed => AssertRead(FuzzKinds.Csv, System.Text.Encoding.UTF8.GetBytes(seed)));
        AssertRead(FuzzKinds.Gzip, TableKind.Gzip(System.Text.Encoding.UTF8.GetBytes(Tables.Texts('\t')[0])));
        AssertRead(FuzzKinds.Npz, Arrays.Files[0]);
        AssertRead(FuzzKinds.Report, Runs.Report);
        Assert.All(Runs.Audits, static seed => AssertRead(FuzzKinds.Audit, seed));
        Assert.All(ShadowSeeds.All, static seed => AssertRead(FuzzKinds.Shadow, seed));
        AssertRead(FuzzKinds.Find("check-spec"), Clinic.SpecBytes);
    }

    private static void AssertRead(FuzzKind kind, byte[] seed)
    {
        using var folder = new TemporaryFolder();
        var outcome = Fuzzer.Over(kind, seed, folder.File("seed"));
        Assert.True(outcome.Fate == Fate.Read, outcome.ToString());
    }
}
