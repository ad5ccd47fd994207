using PrivacyGate.Attacks;
using PrivacyGate.Attacks.Scales;
using PrivacyGate.Models;
using PrivacyGate.Sorting;

namespace PrivacyGate.Auditing;

/// <summary>
/// Whether surrogates find the same records hard as the model does: the rank correlation of the model's loss with the mean loss
/// of the surrogates that were not trained on a record, beside the same figure of each surrogate and the others. Nobody's
/// membership takes part.
/// </summary>
/// <param name="OfModel">The correlation of the model with the surrogates.</param>
/// <param name="AmongThemselves">The mean correlation of each surrogate with the others.</param>
internal sealed record SurrogateFit(double OfModel, double AmongThemselves)
{
    /// <summary>Chosen on the models of the table in docs/shadows.md.</summary>
    private const double LeastShare = 0.8;

    public bool Explains => OfModel >= LeastShare * AmongThemselves;

    /// <summary>The fit, or null where shadows are no surrogates.</summary>
    public static SurrogateFit? Of(AuditInput input)
    {
        if (input.Shadows is not { Summary.Kind: TrainerKinds.Surrogate } || input.Signals.Answer is null)
        {
            return null;
        }

        var answers = ScaledAnswers.BesideShadows(input);
        var outside = new OutsideLosses(answers);
        return new SurrogateFit(outside.Agreement(answers.Losses(), null), answers.Shadows.Average(shadow => outside.Agreement(outside.Of(shadow), shadow)));
    }

    /// <summary>Attacks that rest on surrogates which do not explain the model: their figures are told, and a pass needs them within the budget, but the audit's figure is not theirs.</summary>
    public static IReadOnlySet<string> Unused(SurrogateFit? fit, IEnumerable<IAttack> attacks) => fit is { Explains: false }
        ? attacks.Where(static attack => attack.Needs.HasFlag(AttackNeeds.Shadows)).Select(static attack => attack.Id).ToHashSet(StringComparer.Ordinal)
        : new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Losses of surrogates on records they were not trained on.</summary>
    private sealed class OutsideLosses
    {
        private readonly ScaledAnswers answers;
        private readonly double[] sums;
        private readonly int[] counts;

        public OutsideLosses(ScaledAnswers answers)
        {
            (this.answers, sums, counts) = (answers, new double[answers.Count], new int[answers.Count]);
            foreach (var shadow in answers.Shadows)
            {
                for (var record = 0; record < sums.Length; record++)
                {
                    sums[record] += shadow.Trained[record] ? 0 : answers.Loss(shadow, record);
                    counts[record] += shadow.Trained[record] ? 0 : 1;
                }
            }
        }

        public double[] Of(ShadowAnswers shadow) => [.. Enumerable.Range(0, answers.Count).Select(record => answers.Loss(shadow, record))];

        /// <summary>The rank correlation of losses with the mean of the surrogates', but for one of them.</summary>
        public double Agreement(double[] losses, ShadowAnswers? without)
        {
            List<double> own = [];
            List<double> theirs = [];
            for (var record = 0; record < losses.Length; record++)
            {
                var isOut = without is not null && !without.Trained[record];
                var count = counts[record] - (isOut ? 1 : 0);
                if (count > 0)
                {
                    own.Add(losses[record]);
                    theirs.Add((sums[record] - (isOut ? losses[record] : 0)) / count);
                }
            }

            return RankCorrelation.Of(RankCorrelation.MidRanks([.. own]), RankCorrelation.MidRanks([.. theirs]));
        }
    }
}
