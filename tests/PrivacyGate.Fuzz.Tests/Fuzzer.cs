using System.Globalization;
using PrivacyGate.Fuzz.Tests.Kinds;

namespace PrivacyGate.Fuzz.Tests;

/// <summary>An input by which it can be made again.</summary>
internal sealed record Address(string Kind, int Seed, int Number)
{
    public static Address Parse(string text) => text.Split('/') is [var kind, var seed, var number]
        ? new Address(kind, int.Parse(seed, CultureInfo.InvariantCulture), int.Parse(number, CultureInfo.InvariantCulture))
        : throw new FormatException($"'{text}' is no address; one is kind/seed/number, such as onnx/7/1234");

    /// <summary>Draws of its own for every input, so that each can be made alone.</summary>
    public byte[] Make() => FuzzKinds.Find(Kind).Make(new Random(unchecked((Seed * 1_000_003) + Number)));

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Kind}/{Seed}/{Number}");
}

/// <param name="Address">How to make the input again.</param>
/// <param name="Fault">What is wrong.</param>
/// <param name="File">Where the input lies.</param>
internal sealed record Finding(Address Address, string Fault, string File);

/// <param name="Kind">Of what kind the inputs were.</param>
/// <param name="Read">Inputs that were read.</param>
/// <param name="Refused">Inputs that were refused with a code.</param>
/// <param name="Findings">Inputs that broke something.</param>
/// <param name="Work">Processor time.</param>
internal sealed record Tally(string Kind, int Read, int Refused, IReadOnlyList<Finding> Findings, TimeSpan Work)
{
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Kind,-14} {Read + Refused + Findings.Count,7} inputs {Read,7} read {Refused,7} refused {Findings.Count,3} findings {Work.TotalSeconds,7:0.0} s");
}

/// <summary>Makes inputs, lets them be read, and keeps those that break something.</summary>
internal static class Fuzzer
{
    /// <summary>Where findings are kept; also the input being read, so that it is there after a crash of the process.</summary>
    public static string Folder { get; } = Repository.Path("TestResults", "fuzz");

    public static Tally Run(FuzzKind kind, int seed, int inputs, Action<Finding>? tell = null)
    {
        var fates = new int[3];
        var findings = new List<Finding>();
        var start = Environment.CpuUsage.TotalTime;
        for (var number = 0; number < inputs; number++)
        {
            var address = new Address(kind.Name, seed, number);
            var outcome = One(address, out var kept);
            fates[(int)outcome.Fate]++;
            if (kept is not null)
            {
                var finding = new Finding(address, outcome.Reason!, kept);
                findings.Add(finding);
                tell?.Invoke(finding);
            }
        }

        return new Tally(kind.Name, fates[(int)Fate.Read], fates[(int)Fate.Refused], findings, Environment.CpuUsage.TotalTime - start);
    }

    /// <summary>Makes one input and lets it be read.</summary>
    /// <param name="address">Which.</param>
    /// <param name="kept">Where it lies when it broke something.</param>
    public static Outcome One(Address address, out string? kept)
    {
        var kind = FuzzKinds.Find(address.Kind);
        var bytes = address.Make();
        var folder = Path.Combine(Folder, address.ToString().Replace('/', '-'));
        var outcome = Over(kind, bytes, folder);
        kept = outcome.Fate != Fate.Fault ? null : Path.Combine(folder, kind.FileName);
        return outcome;
    }

    /// <summary>Lets an input be read in a folder of its own, which stays when the input broke something.</summary>
    public static Outcome Over(FuzzKind kind, byte[] bytes, string folder)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, kind.FileName);
        File.WriteAllBytes(path, bytes);
        var outcome = Watch.Over(kind, path);
        if (outcome.Fate == Fate.Fault)
        {
            // A cache is written over by the run that passes it over.
            File.WriteAllBytes(path, bytes);
            File.WriteAllText(Path.Combine(folder, "fault.txt"), outcome.Reason);
        }
        else
        {
            Directory.Delete(folder, recursive: true);
        }

        return outcome;
    }
}
