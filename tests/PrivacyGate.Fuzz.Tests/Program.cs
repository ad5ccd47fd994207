using System.Globalization;
using PrivacyGate.Fuzz.Tests.Kinds;

namespace PrivacyGate.Fuzz.Tests;

/// <summary>The same inputs outside the suite: any number, of any seed, or one alone. README.md says how.</summary>
internal static class Program
{
    private const int DefaultInputs = 100_000;

    public static int Main(string[] arguments)
    {
        var given = arguments.Chunk(2).ToDictionary(static pair => pair[0], static pair => pair.Length == 2 ? pair[1] : throw new ArgumentException($"{pair[0]} needs a value"));
        if (given.TryGetValue("--input", out var address))
        {
            return One(Address.Parse(address));
        }

        var inputs = given.TryGetValue("--inputs", out var count) ? int.Parse(count, CultureInfo.InvariantCulture) : DefaultInputs;
        var seed = given.TryGetValue("--seed", out var number) ? int.Parse(number, CultureInfo.InvariantCulture) : 1;
        var findings = 0;
        foreach (var kind in given.TryGetValue("--kind", out var only) ? [FuzzKinds.Find(only)] : FuzzKinds.All)
        {
            var tally = Fuzzer.Run(kind, seed, only is null ? FuzzKinds.CountOf(kind, inputs) : inputs, Tell);
            Console.WriteLine(tally);
            findings += tally.Findings.Count;
        }

        return findings == 0 ? 0 : 1;
    }

    private static int One(Address address)
    {
        var outcome = Fuzzer.One(address, out var kept);
        Console.WriteLine($"{address}: {outcome.Fate} {outcome.Reason}");
        Console.WriteLine(kept);
        return outcome.Fate == Fate.Fault ? 1 : 0;
    }

    private static void Tell(Finding finding)
    {
        Console.WriteLine($"{finding.Address}: {string.Join('\n', finding.Fault.Split('\n').Take(4))}");
        Console.WriteLine($"  {finding.File}");
    }
}
