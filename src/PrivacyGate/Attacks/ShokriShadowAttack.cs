namespace PrivacyGate.Attacks;

/// <summary>A record is taken for a member when an attack model for its class, which learned from shadows what answers on trained records look like, says so (Shokri et al. 2017).</summary>
public sealed class ShokriShadowAttack : IAttack
{
    /// <summary>Rows of a class, of all shadows together, from which it gets an attack model of its own.</summary>
    private const int SmallestClass = 50;

    /// <summary>Rows of either kind without which there is nothing to tell apart.</summary>
    private const int FewestOfAKind = 10;

    /// <summary>Rows the pooled attack model learns from: more teach it nothing.</summary>
    private const int MostPooled = 50_000;

    public string Id => "shokri-shadow";

    public AttackNeeds Needs => AttackNeeds.Shadows | AttackNeeds.Posteriors;

    public string? Refusal(AuditInput input) => Require.Posteriors(input, ofShadows: true);

    public MembershipScores Score(AuditInput input)
    {
        var target = Require.PosteriorsBesideShadows(input);
        var shadows = Joined([.. Require.Evidence(input).Shadows.Select(static shadow => shadow.Posteriors!)]);
        var taught = ByClass(shadows.Labels, target.ClassCount);
        var asked = ByClass(target.Labels, target.ClassCount);
        var scores = new double[target.Labels.Length];
        var pooled = new List<int>();
        for (var c = 0; c < asked.Length; c++)
        {
            if (asked[c].Length > 0 && IsEnough(taught[c], shadows.Trained!))
            {
                ScoreClass(input, shadows, taught[c], target, asked[c], (ulong)c, scores);
            }
            else
            {
                pooled.AddRange(asked[c]);
            }
        }

        ScorePooled(input, shadows, target, [.. pooled.Order()], scores);
        return new MembershipScores(Id, scores, ThresholdRule.BestAdvantage) { Decision = ThresholdRule.Given, GivenThreshold = 0 };
    }

    private static bool IsEnough(int[] rows, bool[] trained)
    {
        var inside = rows.Count(row => trained[row]);
        return rows.Length >= SmallestClass && Math.Min(inside, rows.Length - inside) >= FewestOfAKind;
    }

    private static void ScoreClass(
        AuditInput input, PosteriorSample shadows, int[] taught, PosteriorSample target, int[] asked, ulong number, double[] scores)
    {
        using var attacker = MembershipNetwork.Fit(
            input.Networks!, PosteriorFeatures.Full(shadows, taught), shadows.ClassCount,
            Array.ConvertAll(taught, row => shadows.Trained![row]), Hashing.Mix(input.Seed ^ Hashing.Mix(number)));
        Write(attacker.LogOdds(PosteriorFeatures.Full(target, asked)), asked, scores);
    }

    private static void ScorePooled(AuditInput input, PosteriorSample shadows, PosteriorSample target, int[] asked, double[] scores)
    {
        var trained = shadows.Trained!;
        if (asked.Length == 0 || Array.TrueForAll(trained, flag => flag == trained[0]))
        {
            return;
        }

        // Every k-th row: rows stand shadow by shadow, so that all shadows teach alike.
        var step = Math.Max(1, (trained.Length + MostPooled - 1) / MostPooled);
        int[] taught = [.. Enumerable.Range(0, trained.Length).Where(row => row % step == 0)];
        using var attacker = MembershipNetwork.Fit(
            input.Networks!, PosteriorFeatures.FullWithLabel(shadows, taught), 2 * shadows.ClassCount,
            Array.ConvertAll(taught, row => trained[row]), Hashing.Mix(~input.Seed));
        Write(attacker.LogOdds(PosteriorFeatures.FullWithLabel(target, asked)), asked, scores);
    }

    private static void Write(double[] odds, int[] rows, double[] scores)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            scores[rows[i]] = odds[i];
        }
    }

    private static PosteriorSample Joined(PosteriorSample[] samples) => new(
        samples[0].ClassCount,
        [.. samples.SelectMany(static sample => sample.Probabilities)],
        [.. samples.SelectMany(static sample => sample.Labels)],
        [.. samples.SelectMany(static sample => sample.Trained!)]);

    private static int[][] ByClass(int[] labels, int classes)
    {
        var rows = new List<int>[classes];
        for (var c = 0; c < classes; c++)
        {
            rows[c] = [];
        }

        for (var row = 0; row < labels.Length; row++)
        {
            rows[labels[row]].Add(row);
        }

        return Array.ConvertAll(rows, static own => own.ToArray());
    }
}
