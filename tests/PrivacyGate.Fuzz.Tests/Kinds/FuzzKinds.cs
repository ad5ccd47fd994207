using PrivacyGate.Fuzz.Tests.Seeds;

namespace PrivacyGate.Fuzz.Tests.Kinds;

/// <summary>Every kind of input there is. The shares of a whole are those of cheap and dear kinds: 5,000 inputs take some 30 processor seconds.</summary>
internal static class FuzzKinds
{
    private const int Whole = 5000;

    public static FuzzKind Onnx { get; } = new OnnxKind("onnx", ModelSeeds.Small, 700);

    public static FuzzKind Csv { get; } = new TableKind("csv", "input.csv", ',', isGzip: false, 1040);

    public static FuzzKind Gzip { get; } = new TableKind("gzip", "input.tsv.gz", '\t', isGzip: true, 300);

    public static FuzzKind Npz { get; } = new NpzKind(800);

    public static FuzzKind Spec { get; } = new SpecKind("spec", Specs.All, 1000);

    public static FuzzKind Report { get; } = new ReportKind(600);

    public static FuzzKind Audit { get; } = new AuditKind("audit", isHashed: false, 120);

    public static FuzzKind Shadow { get; } = new ShadowKind("shadow", isHashed: false, 100);

    public static IReadOnlyList<FuzzKind> All { get; } =
    [
        Onnx, Csv, Gzip, Npz, Spec, Report, Audit, Shadow,
        new AuditKind("audit-hashed", isHashed: true, 120),
        new ShadowKind("shadow-hashed", isHashed: true, 100),
        CommandLineKind.Inspect(new OnnxKind("inspect", ModelSeeds.Small, 30)),
        CommandLineKind.Check(Clinic.Model, new OnnxKind("check-model", [Clinic.ModelBytes], 30)),
        CommandLineKind.Check(Clinic.Members, new TableKind("check-members", Clinic.Members, ',', isGzip: false, 30)),
        CommandLineKind.Check(Clinic.Spec, new SpecKind("check-spec", [Clinic.SpecBytes], 30)),
    ];

    public static FuzzKind Find(string name) =>
        All.FirstOrDefault(kind => kind.Name == name) ?? throw new ArgumentException($"no kind '{name}'; there are {string.Join(", ", All.Select(static kind => kind.Name))}", nameof(name));

    /// <summary>How many of so many inputs are of a kind.</summary>
    public static int CountOf(FuzzKind kind, int inputs) => (int)((long)kind.Share * inputs / Whole);
}
