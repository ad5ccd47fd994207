namespace PrivacyGate.Signals;

/// <summary>
/// Which documents of a ranking are audited, query by query. A query is judged as a whole: it stands under one key, which
/// follows from the content of its documents, and is left out as a whole.
/// </summary>
/// <param name="Kept">Places of the documents kept, query after query in the order of their keys, and within one in the order of the documents' own.</param>
/// <param name="Keys">For each of them the key of its query.</param>
/// <param name="LeftOut">The keys of queries that are on both sides, whole or in part, or nearly.</param>
/// <param name="Counts">Documents of the queries kept and dropped.</param>
internal sealed record QueryUnits(int[] Kept, UInt128[] Keys, IReadOnlyList<UInt128> LeftOut, RecordCounts Counts)
{
    /// <param name="keys">Of the documents.</param>
    /// <param name="groups">Their queries.</param>
    /// <param name="relevances">Their relevance.</param>
    /// <param name="isMember">Their side.</param>
    /// <param name="nearCopies">Keys of documents that nearly equal one of the other side, or null. A query most of whose documents do, or equal one, is left out.</param>
    public static QueryUnits Of(UInt128[] keys, UInt128[] groups, float[] relevances, bool[] isMember, IReadOnlySet<UInt128>? nearCopies)
    {
        Query[] queries = [.. Enumerable.Range(0, keys.Length).GroupBy(row => groups[row]).Select(group => Query.Of(group.Key, [.. group.OrderBy(row => keys[row])], keys, isMember))];
        HashSet<UInt128> members = [.. queries.Where(static query => query.OnMembers).Select(static query => query.Key)];
        HashSet<UInt128> others = [.. queries.Where(static query => query.OnOthers).Select(static query => query.Key)];
        var shared = keys.Where((_, row) => isMember[row]).ToHashSet();
        shared.IntersectWith(keys.Where((_, row) => !isMember[row]));
        var parts = queries.ToLookup(query =>
            members.Contains(query.Key) && others.Contains(query.Key) ? Fate.Equal
            : query.Rows.Count(row => shared.Contains(keys[row]) || nearCopies?.Contains(keys[row]) == true) > query.Rows.Length / 2 ? Fate.Near
            : Array.TrueForAll(query.Rows, row => relevances[row] == relevances[query.Rows[0]]) ? Fate.WithoutPairs
            : Fate.Kept);
        int Count(Fate fate, bool side) => parts[fate].Sum(query => query.Rows.Count(row => isMember[row] == side));
        Query[] kept = [.. parts[Fate.Kept].OrderBy(static query => query.Key).ThenBy(static query => query.Group)];
        return new QueryUnits(
            [.. kept.SelectMany(static query => query.Rows)],
            [.. kept.SelectMany(static query => query.Rows.Select(_ => query.Key))],
            [.. parts[Fate.Equal].Concat(parts[Fate.Near]).Select(static query => query.Key).Distinct()],
            new RecordCounts(Count(Fate.Kept, true), Count(Fate.Kept, false), 0, Count(Fate.Equal, true), Count(Fate.Equal, false))
            {
                NearMembers = Count(Fate.Near, true),
                NearNonMembers = Count(Fate.Near, false),
                WithoutPairs = Count(Fate.WithoutPairs, true) + Count(Fate.WithoutPairs, false),
            });
    }

    private enum Fate
    {
        Kept,
        Equal,
        Near,
        WithoutPairs,
    }

    private sealed record Query(UInt128 Group, UInt128 Key, int[] Rows, bool OnMembers, bool OnOthers)
    {
        /// <param name="group">Its name's hash.</param>
        /// <param name="rows">Its documents, by their keys.</param>
        /// <param name="keys">Of all documents.</param>
        /// <param name="isMember">Of all documents.</param>
        public static Query Of(UInt128 group, int[] rows, UInt128[] keys, bool[] isMember)
        {
            var (members, others) = (Array.Exists(rows, row => isMember[row]), Array.Exists(rows, row => !isMember[row]));

            // A query with documents on both sides equals itself.
            return new Query(group, members && others ? group : KeyOf(rows.Select(row => keys[row])), rows, members, others);
        }
    }

    /// <summary>One key for the documents of a query.</summary>
    /// <param name="keys">Of its documents, rising.</param>
    internal static UInt128 KeyOf(IEnumerable<UInt128> keys)
    {
        var (high, low) = (0UL, 0UL);
        foreach (var key in keys)
        {
            high = Hashing.Mix(high ^ (ulong)(key >> 64)) + (ulong)key;
            low = Hashing.Mix(low ^ (ulong)key) + high;
        }

        return new UInt128(Hashing.Mix(high), Hashing.Mix(low));
    }
}

/// <summary>Puts records of a ranking under the keys of their queries, as the audited ones are.</summary>
public static class QueryKeys
{
    /// <summary>The records, query after query, each with its query's key; records of other tasks as they are.</summary>
    public static RecordBatch Of(RecordBatch records)
    {
        ArgumentNullException.ThrowIfNull(records);
        if (records.Targets is not ValueTargets { Groups: { } groups })
        {
            return records;
        }

        (int[] Rows, UInt128 Key)[] queries = [.. Enumerable.Range(0, records.Count)
            .GroupBy(row => groups[row])
            .Select(group => group.OrderBy(row => records.Keys[row]).ToArray())
            .Select(rows => (rows, QueryUnits.KeyOf(rows.Select(row => records.Keys[row]))))
            .OrderBy(static query => query.Item2)];
        return records.Pick([.. queries.SelectMany(static query => query.Rows)]) with { Keys = [.. queries.SelectMany(static query => query.Rows.Select(_ => query.Key))] };
    }
}
