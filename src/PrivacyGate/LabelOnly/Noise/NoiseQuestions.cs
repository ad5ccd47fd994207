using PrivacyGate.LabelOnly.Queries;
using PrivacyGate.Samples;

namespace PrivacyGate.LabelOnly.Noise;

/// <summary>How much noise a record's label withstands.</summary>
/// <remarks>
/// No strength is chosen: the score is the share kept over a ladder of strengths, each asked equally often, a
/// discretised area under the curve of labels kept against the logarithm of the strength. Nothing is fitted, so nothing
/// can be fitted to the records judged.
/// </remarks>
internal static class NoiseQuestions
{
    public const string AttackId = "label-noise";

    public static QueryCurve Ask(LabelQuestions questions)
    {
        var curve = new CurveBuilder(questions, AttackId, $"share of noisy copies that keep the true label, mean over the strengths {NoiseLadder.StrengthsInWords}");
        return NoiseLadder.Ask(questions, curve, static (kept, copies) => (1 + Sum(kept)) / (1.0 + (copies * kept.Length)));
    }

    private static int Sum(ReadOnlySpan<int> counts)
    {
        int sum = 0;
        foreach (int count in counts)
        {
            sum += count;
        }

        return sum;
    }
}
