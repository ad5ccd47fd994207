namespace PrivacyGate.Fuzz.Tests.Seeds;

/// <summary>Small models of every shape that is recognised, and of some that are refused.</summary>
internal static class ModelSeeds
{
    private const int Largest = 16_000;

    public static IReadOnlyList<byte[]> Small { get; } =
    [
        .. new[] { Repository.Path("tests", "PrivacyGate.Onnx.Tests", "fixtures"), Repository.Path("tests", "fixtures", "mlnet", "models") }
            .SelectMany(static folder => Directory.GetFiles(folder, "*.onnx").Order(StringComparer.Ordinal))
            .Select(File.ReadAllBytes)
            .Where(static bytes => bytes.Length <= Largest),
    ];
}
