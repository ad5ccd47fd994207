using PrivacyGate.Metrics;

namespace PrivacyGate.Auditing.Units;

/// <summary>
/// The independent units one figure rests on: records, or subjects when records belong to persons, or different
/// records when some repeat others. A subject counts once a side with the mean of its records' scores, so ten rows of
/// one patient are one piece of evidence; of how many records, is made even between the sides (<see cref="EvenRows"/>).
/// </summary>
internal sealed class EvaluationSet
{
    private readonly int[]? records;
    /// <summary>-1 where a record is left out.</summary>
    private readonly int[]? unitOf;

    private EvaluationSet(string slice, int[]? records, int[]? unitOf, bool[] isMember, int[] classes, FoldAssignment folds)
    {
        Slice = slice;
        this.records = records;
        this.unitOf = unitOf;
        IsMember = isMember;
        Classes = classes;
        Folds = folds;
    }

    /// <summary><c>all</c> or <c>column=value</c>.</summary>
    public string Slice { get; }

    /// <summary>The side of each unit.</summary>
    public bool[] IsMember { get; }

    /// <summary>The true class of each unit; -1 when its records are of several.</summary>
    public int[] Classes { get; }

    public FoldAssignment Folds { get; }

    /// <summary>Rows of each unit before any were left out; null where units are no persons.</summary>
    public int[]? Rows { get; private init; }

    public int Members => Folds.Members;

    public int NonMembers => Folds.NonMembers;

    /// <param name="slice">Its name.</param>
    /// <param name="truth">The truth about all records.</param>
    /// <param name="trueClass">The class of each record.</param>
    /// <param name="records">Which records belong to it, or null for all.</param>
    public static EvaluationSet Of(string slice, Truth truth, int[] trueClass, int[]? records)
    {
        if (truth.Subjects is not null)
        {
            return OfSubjects(slice, truth, trueClass, records ?? [.. Enumerable.Range(0, truth.Count)]);
        }

        var isMember = Pick(truth.IsMember, records);
        return new EvaluationSet(
            slice,
            records,
            null,
            isMember,
            Pick(trueClass, records),
            FoldAssignment.Create(Pick(truth.FoldHashes, records), isMember));
    }

    /// <summary>The same units with the sides exchanged, for the guard against swapped files.</summary>
    public EvaluationSet Swapped()
    {
        var swapped = Array.ConvertAll(IsMember, static member => !member);
        return new EvaluationSet(Slice, records, unitOf, swapped, Classes, Folds.WithSides(swapped)) { Rows = Rows };
    }

    /// <summary>A score for each unit from a score for each record.</summary>
    public double[] UnitScores(double[] recordScores)
    {
        var own = Pick(recordScores, records);
        if (unitOf is null)
        {
            return own;
        }

        var sums = new double[IsMember.Length];
        var counts = new int[IsMember.Length];
        for (var i = 0; i < own.Length; i++)
        {
            if (unitOf[i] >= 0)
            {
                sums[unitOf[i]] += own[i];
                counts[unitOf[i]]++;
            }
        }

        for (var unit = 0; unit < sums.Length; unit++)
        {
            sums[unit] /= counts[unit];
        }

        return sums;
    }

    private static EvaluationSet OfSubjects(string slice, Truth truth, int[] trueClass, int[] records)
    {
        var units = new Dictionary<(int Subject, bool IsMember), int>();
        var unitOf = new int[records.Length];
        for (var i = 0; i < records.Length; i++)
        {
            var unit = (truth.Subjects![records[i]], truth.IsMember[records[i]]);
            units.TryAdd(unit, units.Count);
            unitOf[i] = units[unit];
        }

        bool[] isMember = [.. units.Keys.Select(static unit => unit.IsMember)];
        var hashes = new ulong[units.Count];
        for (var i = 0; i < records.Length; i++)
        {
            hashes[unitOf[i]] = truth.FoldHashes[records[i]];
        }

        // Equal records that were found by their content are copies, not rows of a person.
        var rows = truth.Repeats == 0 ? RowsOf(unitOf, units.Count) : null;
        if (rows is not null)
        {
            LeaveOut(unitOf, rows, isMember, hashes);
        }

        var classes = new int[units.Count];
        Array.Fill(classes, int.MinValue);
        for (var i = 0; i < records.Length; i++)
        {
            var unit = unitOf[i];
            if (unit >= 0)
            {
                var c = trueClass[records[i]];
                classes[unit] = classes[unit] == int.MinValue || classes[unit] == c ? c : -1;
            }
        }

        return new EvaluationSet(slice, records, unitOf, isMember, classes, FoldAssignment.Create(hashes, isMember, Strata(units))) { Rows = rows };
    }

    private static int[] RowsOf(int[] unitOf, int units)
    {
        var rows = new int[units];
        foreach (var unit in unitOf)
        {
            rows[unit]++;
        }

        return rows;
    }

    /// <summary>Sets -1 for the records that <see cref="EvenRows"/> leaves out. Records stand in the order of their content's hash, so those that stay are chosen by nothing else.</summary>
    private static void LeaveOut(int[] unitOf, int[] rows, bool[] isMember, ulong[] hashes)
    {
        if (EvenRows.Of(rows, isMember, hashes) is not { } left)
        {
            return;
        }

        for (var i = 0; i < unitOf.Length; i++)
        {
            unitOf[i] = left[unitOf[i]]-- > 0 ? unitOf[i] : -1;
        }
    }

    /// <summary>Subjects seen on both sides are a stratum of their own: they must fall into one fold with all their records.</summary>
    private static byte[] Strata(Dictionary<(int Subject, bool IsMember), int> units) =>
    [
        .. units.Keys.Select(unit => units.ContainsKey((unit.Subject, !unit.IsMember)) ? (byte)2 : (byte)(unit.IsMember ? 1 : 0)),
    ];

    private static T[] Pick<T>(T[] all, int[]? places) => places is null ? all : Array.ConvertAll(places, place => all[place]);
}
