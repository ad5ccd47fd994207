using System.Runtime.CompilerServices;

namespace PrivacyGate.Auditing.Controls;

/// <summary>How often each different value of a column occurs on each side, in rising order of the values; what is missing (NaN) is a value of its own, below all others.</summary>
internal sealed class ValueTable
{
    private ValueTable(float[] values, int[] members, int[] nonMembers)
    {
        Values = values;
        Members = members;
        NonMembers = nonMembers;
        MemberCount = members.Sum();
        NonMemberCount = nonMembers.Sum();
    }

    public float[] Values { get; }

    public int[] Members { get; }

    public int[] NonMembers { get; }

    public int MemberCount { get; }

    public int NonMemberCount { get; }

    /// <summary>Different values.</summary>
    public int Count => Values.Length;

    public int Units => MemberCount + NonMemberCount;

    /// <summary>How often the value at a place occurs on both sides together.</summary>
    public int All(int place) => Members[place] + NonMembers[place];

    public static ValueTable Of(float[] values, bool[] isMember) => OfTwo(values, isMember) ?? OfMany(values, isMember);

    /// <summary>Flags, which need no sorting; null where there are more than two different values. Runs a few times over wide tables of flags, so that it must be fast from the first call.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static ValueTable? OfTwo(float[] values, bool[] isMember)
    {
        if (values.Length == 0)
        {
            return null;
        }

        var first = values[0];
        var second = first;
        Span<int> counts = stackalloc int[4];
        counts.Clear();
        for (var i = 0; i < values.Length; i++)
        {
            var value = values[i];
            var isFirst = value.Equals(first);
            if (!isFirst && second.Equals(first))
            {
                second = value;
            }

            if (!isFirst && !value.Equals(second))
            {
                return null;
            }

            counts[(isFirst ? 0 : 2) + (isMember[i] ? 1 : 0)]++;
        }

        int[] members = [counts[1], counts[3]];
        int[] nonMembers = [counts[0], counts[2]];
        return second.Equals(first) ? new ValueTable([first], members[..1], nonMembers[..1])
            : first.CompareTo(second) < 0 ? new ValueTable([first, second], members, nonMembers)
            : new ValueTable([second, first], [members[1], members[0]], [nonMembers[1], nonMembers[0]]);
    }

    private static ValueTable OfMany(float[] values, bool[] isMember)
    {
        float[] sorted = [.. values];
        bool[] sides = [.. isMember];
        Array.Sort(sorted, sides);
        var different = new List<float>();
        var members = new List<int>();
        var nonMembers = new List<int>();
        for (var i = 0; i < sorted.Length; i++)
        {
            // Equals, since NaN is not == to itself.
            if (i == 0 || !sorted[i].Equals(sorted[i - 1]))
            {
                different.Add(sorted[i]);
                members.Add(0);
                nonMembers.Add(0);
            }

            members[^1] += sides[i] ? 1 : 0;
            nonMembers[^1] += sides[i] ? 0 : 1;
        }

        return new ValueTable([.. different], [.. members], [.. nonMembers]);
    }
}
