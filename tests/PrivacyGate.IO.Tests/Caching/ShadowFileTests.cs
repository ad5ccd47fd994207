using System.Runtime.Versioning;
using PrivacyGate.IO.Caching;
using PrivacyGate.Samples;

namespace PrivacyGate.IO.Tests.Caching;

public sealed class ShadowFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(1_000, false)]
    [InlineData(1_000, true)]
    public void What_is_read_is_what_was_written(int records, bool withPosteriors)
    {
        var answers = Answers(records, withPosteriors);
        var path = Path.Combine(folder.Path, "a.shadow");

        ShadowFile.Write(path, answers);
        var read = ShadowFile.Read(path)!;

        Assert.Equal(answers.Signal, read.Signal);
        Assert.Equal(answers.Trained, read.Trained);
        Assert.Equal((answers.MeanMemberLoss, answers.MeanOutLoss), (read.MeanMemberLoss, read.MeanOutLoss));
        Assert.Equal(answers.Training, read.Training);
        Assert.Equal(answers.Posteriors?.Probabilities, read.Posteriors?.Probabilities);
        Assert.Equal(answers.Posteriors?.Labels, read.Posteriors?.Labels);
        Assert.Equal(answers.Posteriors?.Trained, read.Posteriors?.Trained);
        Assert.Equal(answers.Posteriors?.ClassCount, read.Posteriors?.ClassCount);
    }

    [Fact]
    public void Several_numbers_a_record_are_read_as_written()
    {
        var answers = Answers(5, withPosteriors: false) with { Signal = [.. Enumerable.Range(0, 15).Select(static i => i / 7f)] };
        var path = Path.Combine(folder.Path, "a.shadow");

        ShadowFile.Write(path, answers);

        Assert.Equal(answers.Signal, ShadowFile.Read(path)!.Signal);
        Assert.Equal(answers.Trained, ShadowFile.Read(path)!.Trained);
    }

    [UnixFact]
    [UnsupportedOSPlatform("windows")]
    public void Figures_of_single_records_can_be_read_by_this_user_alone()
    {
        var path = Path.Combine(folder.Path, "cache", "shadows", "a.shadow");
        ShadowFile.Write(path, Answers(3, withPosteriors: false));

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        Assert.All([folder.File("cache"), folder.File("cache/shadows")], static made =>
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(made)));
    }

    [Fact]
    public void A_file_with_any_byte_changed_or_cut_off_is_a_miss()
    {
        var path = Path.Combine(folder.Path, "a.shadow");
        ShadowFile.Write(path, Answers(3, withPosteriors: true));
        var whole = File.ReadAllBytes(path);
        for (var i = 0; i < whole.Length; i++)
        {
            var broken = (byte[])whole.Clone();
            broken[i] ^= 1;
            File.WriteAllBytes(path, broken);
            Assert.Null(ShadowFile.Read(path));
            File.WriteAllBytes(path, whole[..i]);
            Assert.Null(ShadowFile.Read(path));
        }
    }

    [Fact]
    public void A_missing_file_is_a_miss() => Assert.Null(ShadowFile.Read(Path.Combine(folder.Path, "none.shadow")));

    public void Dispose() => folder.Dispose();

    private static ShadowAnswers Answers(int records, bool withPosteriors)
    {
        var random = new Random(7);
        float[] Floats(int count) => [.. Enumerable.Range(0, count).Select(_ => (float)random.NextDouble() - 0.5f)];
        bool[] Flags(int count) => [.. Enumerable.Range(0, count).Select(_ => random.Next(2) == 1)];
        return new ShadowAnswers(
            Floats(records), Flags(records), 0.1, double.Epsilon,
            withPosteriors ? new PosteriorSample(3, Floats(records * 3), [.. Enumerable.Range(0, records)], Flags(records)) : null,
            new TrainingSummary(12.5, 0.01, withPosteriors ? 0.012 : null, !withPosteriors));
    }
}
