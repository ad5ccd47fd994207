using PrivacyGate.Metrics;
using PrivacyGate.Signals;

namespace PrivacyGate.Auditing.Copies;

/// <summary>
/// Looks for non-members that are members with a number changed, rounded or exported again: such a holdout hides a leak.
/// Honest neighbours (flags, whole numbers, pictures of one scene, crowded tables) are no copies: they are as frequent
/// among the members themselves, which is what the sides are compared by.
/// </summary>
/// <remarks>Time grows with the number of records; about 77 bytes a record: see <see cref="RecordSketches"/>.</remarks>
public static class NearCopyScan
{
    /// <summary>Distances at which the sides are compared, in standard deviations a column.</summary>
    private static readonly double[] Reaches = [0.05, 0.02, 0.01, 0.005, 0.002, 0.001, 0.0005, 0.0001];

    /// <summary>Chance that honest files are taken for copies at one of the distances, at most.</summary>
    private const double Error = 0.001;

    /// <summary>Where members are near each other more than a quarter as often, copies cannot be told from neighbours.</summary>
    private const double MostAmongMembers = 0.25;

    /// <summary>Looks through all records once.</summary>
    /// <param name="sample">Some records of both sides, for the scale of each column.</param>
    /// <param name="batches">All records.</param>
    /// <param name="count">How many they are: room is made for them at once.</param>
    /// <returns>The same in whatever order records come.</returns>
    public static IReadOnlySet<UInt128> Of(ControlSample sample, IEnumerable<(Side Side, RecordBatch Batch)> batches, int count)
    {
        var scale = ColumnScale.Of(sample);
        if (scale.Varying == 0)
        {
            return new HashSet<UInt128>();
        }

        var sketches = new RecordSketches(scale, count);
        ControlLayout? layout = null;
        foreach ((var side, var batch) in batches)
        {
            var features = ControlCollector.Seen(batch);
            layout ??= ControlLayout.Of(features, null);
            var row = new float[layout.Columns.Count];
            for (var record = 0; record < batch.Count; record++)
            {
                layout.Write(features, record, row);
                sketches.Add(batch.Keys[record], TruthOf(batch.Targets, record), side == Side.Member, row);
            }
        }

        return Of(sketches);
    }

    /// <summary>Records of different classes, values or labels are no copies of each other, however alike the rest is.</summary>
    private static int TruthOf(Targets targets, int record)
    {
        switch (targets)
        {
            case ClassTargets classes:
                return classes.Classes[record];
            case ValueTargets values:
                var hash = 0UL;
                foreach (var value in values.Row(record))
                {
                    hash = Hashing.Mix(hash ^ BitConverter.SingleToUInt32Bits(value));
                }

                return (int)(hash & int.MaxValue);
            default:
                return 0;
        }
    }

    private static HashSet<UInt128> Of(RecordSketches sketches)
    {
        var nearest = new NearestMembers(sketches, Reaches[0]);
        var members = RatesOf(nearest, sketches, isMember: true);
        var nonMembers = RatesOf(nearest, sketches, isMember: false);
        var best = -1;
        for (var i = 0; i < Reaches.Length; i++)
        {
            var proven = nonMembers[i].Of > 0 && members[i].Of > 0
                && members[i].Value < MostAmongMembers * nonMembers[i].Value
                && FisherExact.TwoSided(nonMembers[i], members[i]) < Error / Reaches.Length;
            best = proven && (best < 0 || Excess(i) > Excess(best)) ? i : best;
        }

        return best < 0 ? [] : KeysWithin(Reaches[best], nearest, sketches);

        double Excess(int i) => nonMembers[i].Value - members[i].Value;
    }

    /// <summary>For each distance, how many records of a side have a member that near.</summary>
    private static Rate[] RatesOf(NearestMembers nearest, RecordSketches sketches, bool isMember)
    {
        int[] own = [.. Enumerable.Range(0, sketches.Keys.Count).Where(i => sketches.IsMember[i] == isMember)];
        return Array.ConvertAll(Reaches, reach => new Rate(own.Count(i => nearest.Distance[i] <= reach), own.Length));
    }

    private static HashSet<UInt128> KeysWithin(double reach, NearestMembers nearest, RecordSketches sketches)
    {
        var keys = new HashSet<UInt128>();
        for (var i = 0; i < nearest.Distance.Length; i++)
        {
            if (!sketches.IsMember[i] && nearest.Distance[i] <= reach)
            {
                keys.Add(sketches.Keys[i]);
                keys.Add(sketches.Keys[nearest.Nearest[i]]);
            }
        }

        return keys;
    }
}
