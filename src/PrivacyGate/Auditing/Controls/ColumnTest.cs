using System.Globalization;
using PrivacyGate.Metrics;

namespace PrivacyGate.Auditing.Controls;

/// <summary>
/// One column held against the sides. Each test that could speak for a difference is asked, and the surest of those
/// with an effect worth a word answers, at a p-value that pays for all of them.
/// </summary>
/// <param name="PValue">1 where no test shows an effect.</param>
/// <param name="Effect">Of the test that answered; else 0.</param>
/// <param name="Difference">In words.</param>
internal sealed record ColumnTest(double PValue, double Effect, string Difference)
{
    /// <summary>An effect smaller than this is let be, however sure.</summary>
    public const double Remarkable = 0.10;

    /// <summary>Values tested one by one, the most frequent first.</summary>
    private const int MostValues = 8;

    /// <summary>Rarer values cannot show an effect worth a word.</summary>
    private const double RarestValue = Remarkable / 2;

    /// <summary>With more of one value a column is no matter of ranks.</summary>
    private const double MostTied = 0.5;

    /// <summary>Units of a side that must hold a value, and be without it, before the value is told: of fewer it could be known whose it is.</summary>
    public const int FewestHolders = 10;

    private static readonly ColumnTest Nothing = new(1, 0, "");

    /// <summary>Whether values tend to be larger on one side, or a single value is more frequent there: a filler, a default, a flag.</summary>
    /// <param name="values">Of each unit.</param>
    /// <param name="isMember">The side of each unit.</param>
    /// <param name="tellsValues">False where no value may be told.</param>
    /// <returns>Null when all values are alike.</returns>
    public static ColumnTest? Ordered(float[] values, bool[] isMember, bool tellsValues = true)
    {
        var table = ValueTable.Of(values, isMember);
        if (table.Count < 2)
        {
            return null;
        }

        Func<float, string>? name = tellsValues ? Number : null;

        if (table.Count == 2)
        {
            return OneValue(table, 1, name) ?? Nothing;
        }

        // Where most values are one, a rank is next to a flag, whose tail the normal distribution of the rank test misses
        // tenfold when a side is small. Fisher's test of that value is exact.
        return Enumerable.Range(0, table.Count).Max(table.All) > MostTied * table.Units
            ? Values(table, name) ?? Nothing
            : Surest(Order(table), Values(table, name));
    }

    private static string Number(float value) => value.ToString(CultureInfo.InvariantCulture);

    private static ColumnTest? Order(ValueTable table)
    {
        var ranks = MannWhitney.Of(table.Members, table.NonMembers);
        return Math.Abs(ranks.Effect) <= Remarkable ? null
            : new ColumnTest(ranks.PValue, ranks.Effect, $"{(ranks.Effect > 0 ? "larger" : "smaller")} among members");
    }

    /// <summary>Whether categories have other shares on one side, one by one or all together.</summary>
    /// <param name="values">Of each unit the number of its category.</param>
    /// <param name="isMember">The side of each unit.</param>
    /// <param name="name">How a category's number is told, or null where it says nothing.</param>
    /// <returns>Null when all are of one category.</returns>
    public static ColumnTest? Categories(float[] values, bool[] isMember, Func<float, string>? name)
    {
        var table = ValueTable.Of(values, isMember);
        if (table.Count < 2)
        {
            return null;
        }

        if (table.Count == 2)
        {
            // One share says all, and by an exact test.
            return OneValue(table, 1, name) ?? Nothing;
        }

        var shares = ChiSquaredTest.Of(table.Members, table.NonMembers);
        var all = shares.Effect <= Remarkable ? null : new ColumnTest(shares.PValue, shares.Effect, "its values have other shares among members");
        return Surest(all, Values(table, name));
    }

    /// <summary>Two questions were asked: the surer answer counts twice its p-value.</summary>
    private static ColumnTest Surest(ColumnTest? one, ColumnTest? other)
    {
        var surest = one is null || (other is not null && other.PValue < one.PValue) ? other ?? Nothing : one;
        return surest with { PValue = Math.Min(1, 2 * surest.PValue) };
    }

    /// <summary>The surest of the frequent values, at a p-value that pays for all of them. Which are frequent is asked of both sides together, so it tells nothing of either.</summary>
    private static ColumnTest? Values(ValueTable table, Func<float, string>? name)
    {
        int[] frequent = [.. Enumerable.Range(0, table.Count)
            .Where(place => table.All(place) >= RarestValue * table.Units)
            .OrderByDescending(table.All)
            .Take(MostValues)];
        var surest = frequent
            .Select(place => OneValue(table, place, name))
            .OfType<ColumnTest>()
            .MinBy(static test => test.PValue);
        return surest is null ? null : surest with { PValue = Math.Min(1, frequent.Length * surest.PValue) };
    }

    private static ColumnTest? OneValue(ValueTable table, int place, Func<float, string>? name)
    {
        var members = new Rate(table.Members[place], table.MemberCount);
        var nonMembers = new Rate(table.NonMembers[place], table.NonMemberCount);
        var effect = members.Value - nonMembers.Value;
        var value = name is not null && IsShared(members) && IsShared(nonMembers) ? name(table.Values[place]) : "one value";
        return Math.Abs(effect) <= Remarkable ? null : new ColumnTest(
            FisherExact.TwoSided(members, nonMembers),
            effect,
            string.Create(CultureInfo.InvariantCulture, $"{value} in {100 * members.Value:0.#}% of members and {100 * nonMembers.Value:0.#}% of non-members"));
    }

    private static bool IsShared(Rate holders) => holders.Count == 0 || (holders.Count >= FewestHolders && holders.Of - holders.Count >= FewestHolders);
}
