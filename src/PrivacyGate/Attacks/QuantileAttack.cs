using PrivacyGate.Attacks.Scales;
using PrivacyGate.Signals;

namespace PrivacyGate.Attacks;

/// <summary>A record is taken for a member when the target is more confident in it than records like it deserve from models that never saw them (after Bertran et al. 2023: one regression in place of many shadows).</summary>
/// <remarks>
/// A network tells mean and standard deviation of the confidence from the record and its label. It learns from shadows'
/// answers on records they were not trained on, one half of the records by content hash, and scores the other half; so
/// neither the record it scores nor any side is known to it.
/// </remarks>
public sealed class QuantileAttack : IAttack
{
    private const int Hidden = 64;
    private const int BatchSize = 128;
    private const int MostEpochs = 6;
    private const int FewestEpochs = 2;
    private const int WantedSteps = 500;

    /// <summary>Numbers learned from at most, 4 bytes each.</summary>
    private const long MostNumbers = 20_000_000;

    /// <summary>Numbers scored at a time.</summary>
    private const int MostAtOnce = 4_000_000;

    /// <summary>Cuts what the network says of the logarithm of a standard deviation.</summary>
    private const float LargestLogDeviation = 6;

    public string Id => "quantile";

    public AttackNeeds Needs => AttackNeeds.Shadows | AttackNeeds.Records;

    public bool Serves(ModelTask task) => true;

    public string? Refusal(AuditInput input) =>
        Require.Shadows(input)
        ?? (input.Records is null ? "needs the records themselves, which were not kept for this audit" : Require.Networks(input));

    public MembershipScores Score(AuditInput input)
    {
        var answers = ScaledAnswers.BesideShadows(input);
        var eases = answers.Eases();
        var records = input.Records!;
        var features = new RecordFeatures(records, input.Signals.ClassCount);
        int[] order = [.. Enumerable.Range(0, records.Count)];
        Array.Sort(records.Keys.ToArray(), order);
        var halves = order.ToLookup(row => (Hashing.Mix(ContentOrder.FoldHash(records.Keys[row])) & 1) == 0);
        var scores = new double[records.Count];
        foreach (var half in new[] { true, false })
        {
            int[] taught = [.. halves[half]];
            int[] asked = [.. halves[!half]];
            ScoreHalf(input, answers, features, taught, asked, eases, scores, half ? 0UL : 1UL);
        }

        return new MembershipScores(Id, scores, ThresholdRule.BestAdvantage);
    }

    private static void ScoreHalf(
        AuditInput input, ScaledAnswers answers, RecordFeatures features, int[] taught, int[] asked, double[] eases, double[] scores, ulong number)
    {
        var lessons = Lessons(answers, taught, MostNumbers / features.Width);
        if (lessons.Length == 0 || asked.Length == 0)
        {
            return;
        }

        var learned = Rows(features, Array.ConvertAll(lessons, static lesson => lesson.Row));
        var lessonAnswers = Array.ConvertAll(lessons, static lesson => lesson.Answer);
        var scale = FeatureScale.Of(learned, features.Width);
        var answerScale = FeatureScale.Of(lessonAnswers, 1);
        var steps = (lessons.Length + BatchSize - 1) / BatchSize;
        using var network = input.Networks!.Fit(
            new NetworkTask(
                scale.Apply(learned), features.Width, answerScale.Apply(lessonAnswers), 2, [Hidden], NetworkLoss.GaussianLikelihood,
                Math.Clamp(WantedSteps / steps, FewestEpochs, MostEpochs), BatchSize, 1e-3f, 1e-2f, Hashing.Mix(input.Seed + number)),
            CancellationToken.None);
        foreach (var chunk in asked.Chunk(Math.Max(1, MostAtOnce / features.Width)))
        {
            var told = network.Predict(scale.Apply(Rows(features, chunk)), chunk.Length);
            var own = answerScale.Apply(Array.ConvertAll(chunk, row => (float)eases[row]));
            for (var i = 0; i < chunk.Length; i++)
            {
                var logDeviation = Math.Clamp(told[(2 * i) + 1], -LargestLogDeviation, LargestLogDeviation);
                scores[chunk[i]] = ((double)own[i] - told[2 * i]) / Math.Exp(logDeviation);
            }
        }
    }

    /// <summary>Answers of shadows on records they were not trained on, shadow after shadow as many as there is room for.</summary>
    private static (int Row, float Answer)[] Lessons(ScaledAnswers answers, int[] rows, long most) =>
        [.. answers.Shadows.SelectMany(shadow => rows.Where(row => !shadow.Trained[row]).Select(row => (row, (float)answers.Ease(shadow, row)))).Take((int)Math.Min(most, int.MaxValue))];

    private static float[] Rows(RecordFeatures features, int[] rows)
    {
        var all = new float[ArrayLength.Of(rows.Length, features.Width)];
        for (var i = 0; i < rows.Length; i++)
        {
            features.Write(rows[i], all.AsSpan(i * features.Width, features.Width));
        }

        return all;
    }
}
