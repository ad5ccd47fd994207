using PrivacyGate.IO.Caching;
using PrivacyGate.Samples;

namespace PrivacyGate.Fuzz.Tests.Seeds;

/// <summary>Answers of two shadows, with and without posteriors.</summary>
internal static class ShadowSeeds
{
    private const int Records = 12;

    public static IReadOnlyList<byte[]> All { get; } = [Make(null), Make(new PosteriorSample(3, [.. Enumerable.Range(0, 24).Select(static i => i / 24f)], [0, 1, 2, 0, 1, 2, 0, 1], [.. Enumerable.Range(0, 8).Select(static i => i < 4)]))];

    private static byte[] Make(PosteriorSample? posteriors)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("seed.shadow");
        ShadowFile.Write(path, new ShadowAnswers(
            [.. Enumerable.Range(0, Records).Select(static i => i / 3f)],
            [.. Enumerable.Range(0, Records).Select(static i => i % 2 == 0)],
            0.1, 0.2, posteriors, new TrainingSummary(10, 0.1, 0.1, true)));
        return File.ReadAllBytes(path);
    }
}
