using PrivacyGate.Metrics;

namespace PrivacyGate.Tests.Calibration;

/// <summary>
/// The method written once more, with the mistakes one can make in it: any number of folds and splits, or a threshold
/// judged on the records it was learned on. With two folds and eleven splits it must agree with the engine.
/// </summary>
/// <param name="Folds">Folds a split; the rule for each is learned on all others.</param>
/// <param name="Splits">Splits of which the median is taken.</param>
/// <param name="InSample">Learn and judge on all records.</param>
internal sealed record Variant(int Folds, int Splits, bool InSample = false)
{
    /// <summary>Lower bound, and the selected rule's and the largest upper bound.</summary>
    public (double Lower, double SelectedUpper, double Upper) Run(double[][] scores, ulong[] hashes, int perSide, NewcombeInterval interval, ulong salt = 0)
    {
        var orders = Array.ConvertAll(scores, own =>
        {
            int[] order = [.. Enumerable.Range(0, own.Length)];
            Array.Sort(Array.ConvertAll(own, score => -score), order);
            return order;
        });
        var lower = new double[Splits];
        var selectedUpper = new double[Splits];
        var upper = new double[Splits, scores.Length];
        for (var split = 0; split < Splits; split++)
        {
            var fold = FoldOf(hashes, perSide, split, salt);
            var judged = new (int Hits, int FalseAlarms)[scores.Length];
            (int Hits, int FalseAlarms) selected = default;
            for (var f = 0; f < (InSample ? 1 : Folds); f++)
            {
                var best = double.NegativeInfinity;
                (int, int) chosen = default;
                for (var attack = 0; attack < scores.Length; attack++)
                {
                    var (learned, hits, falseAlarms) = Judge(orders[attack], fold, f, perSide);
                    judged[attack] = (judged[attack].Hits + hits, judged[attack].FalseAlarms + falseAlarms);
                    (best, chosen) = learned > best ? (learned, (hits, falseAlarms)) : (best, chosen);
                }

                selected = (selected.Hits + chosen.Item1, selected.FalseAlarms + chosen.Item2);
            }

            lower[split] = interval.Lower(selected.Hits, selected.FalseAlarms);
            selectedUpper[split] = interval.Upper(selected.Hits, selected.FalseAlarms);
            for (var attack = 0; attack < scores.Length; attack++)
            {
                upper[split, attack] = interval.Upper(judged[attack].Hits, judged[attack].FalseAlarms);
            }
        }

        double[] Column(int attack) => [.. Enumerable.Range(0, Splits).Select(split => upper[split, attack])];
        return (Middle(lower), Middle(selectedUpper), Enumerable.Range(0, scores.Length).Max(attack => Middle(Column(attack))));
    }

    /// <summary>Learns a threshold on every fold but f and counts what it flags in f.</summary>
    private (double Learned, int Hits, int FalseAlarms) Judge(int[] order, int[] fold, int f, int perSide)
    {
        long members = 0;
        long nonMembers = 0;
        for (var unit = 0; unit < order.Length; unit++)
        {
            var learns = InSample || fold[unit] != f;
            members += learns && unit < perSide ? 1 : 0;
            nonMembers += learns && unit >= perSide ? 1 : 0;
        }

        long value = 0;
        long best = 0;
        (int Hits, int FalseAlarms) now = default;
        (int Hits, int FalseAlarms) atBest = default;
        foreach (var unit in order)
        {
            var isMember = unit < perSide;
            if (InSample || fold[unit] == f)
            {
                now = isMember ? (now.Hits + 1, now.FalseAlarms) : (now.Hits, now.FalseAlarms + 1);
            }

            if (InSample || fold[unit] != f)
            {
                value += isMember ? nonMembers : -members;
                (best, atBest) = value > best ? (value, now) : (best, atBest);
            }
        }

        return ((double)best / members / nonMembers, atBest.Hits, atBest.FalseAlarms);
    }

    /// <summary>Equal parts of each side by the rank of its hashes.</summary>
    private int[] FoldOf(ulong[] hashes, int perSide, int split, ulong salt)
    {
        var constant = Hashing.Mix(salt + (((ulong)split + 1) * Hashing.Golden));
        var fold = new int[2 * perSide];
        foreach (var start in new[] { 0, perSide })
        {
            int[] order = [.. Enumerable.Range(start, perSide).OrderBy(unit => Hashing.Mix(hashes[unit] ^ constant))];
            for (var rank = 0; rank < perSide; rank++)
            {
                fold[order[rank]] = rank * Folds / perSide;
            }
        }

        return fold;
    }

    private static double Middle(double[] values) => values.Order().ElementAt(values.Length / 2);
}
