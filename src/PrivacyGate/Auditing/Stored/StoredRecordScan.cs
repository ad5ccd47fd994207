using PrivacyGate.Metrics;

namespace PrivacyGate.Auditing.Stored;

/// <summary>
/// Looks records of both sides up in the tables of a model. Coarse records lie in many tables by chance, on both sides alike;
/// records are proven to be stored where members are found far more often than non-members. Different records are counted, and
/// of many those with the smallest keys, so that neither order nor copies matter and memory is bounded.
/// </summary>
/// <param name="tables">The tables.</param>
public sealed class StoredRecordScan(IRecordTables tables)
{
    private const int MostRecords = 16_384;

    /// <summary>Chance that records of two alike files seem stored, at most.</summary>
    private const double Error = 0.001;

    /// <summary>Fewer may be centres of clusters that happen to be records.</summary>
    private const int FewestFound = 5;

    private const double LeastRatio = 4;

    /// <summary>Records looked up at a time: the first ones show how the columns of a table are scaled, and show it better the more they are.</summary>
    private const int AtATime = 4096;

    /// <summary>Values waiting at most, of 4 bytes mostly: pictures are looked up sooner.</summary>
    private const long MostWaiting = 1 << 24;

    private readonly Sketch members = new();
    private readonly Sketch nonMembers = new();
    private readonly List<RecordBatch> waitingMembers = [];
    private readonly List<RecordBatch> waitingNonMembers = [];

    /// <summary>Takes some records of a side.</summary>
    public void Add(Side side, RecordBatch batch, CancellationToken cancellation)
    {
        var own = side == Side.Member ? members : nonMembers;
        int[] wanted = [.. Enumerable.Range(0, batch.Count).Where(record => own.Wants(batch.Keys[record]))];
        if (wanted.Length == 0)
        {
            return;
        }

        var waiting = side == Side.Member ? waitingMembers : waitingNonMembers;
        waiting.Add(batch.Pick(wanted));
        var count = waiting.Sum(static some => some.Count);
        if (count >= AtATime || (long)count * batch.Features.Sum(static block => (long)block.Width) >= MostWaiting)
        {
            LookUp(cancellation);
        }
    }

    /// <summary>Members first: a table holds them, if it holds any.</summary>
    private void LookUp(CancellationToken cancellation)
    {
        foreach ((var waiting, var own) in new[] { (waitingMembers, members), (waitingNonMembers, nonMembers) })
        {
            if (waiting.Count == 0)
            {
                continue;
            }

            var some = RecordBatch.Join([.. waiting]);
            var found = tables.Find(some, cancellation);
            for (var record = 0; record < some.Count; record++)
            {
                own.Add(some.Keys[record], found[record]);
            }

            waiting.Clear();
        }
    }

    /// <summary>The table that holds most members, or null where none is proven to hold them.</summary>
    /// <param name="leftOut">Records that occur on both sides, or nearly do.</param>
    /// <param name="cancellation">Stops the model that prepares records.</param>
    public StoredRecords? Find(IReadOnlyCollection<UInt128> leftOut, CancellationToken cancellation)
    {
        LookUp(cancellation);
        HashSet<UInt128> dropped = [.. leftOut, .. members.Keys.Where(nonMembers.Has)];
        return Enumerable.Range(0, tables.Tables.Count)
            .Select(table => Count(table, dropped))
            .Where(IsProven)
            .MaxBy(static stored => stored.Members);
    }

    private StoredRecords Count(int table, HashSet<UInt128> dropped)
    {
        (var own, var others) = (members.Found(table, dropped), nonMembers.Found(table, dropped));
        return new StoredRecords(tables.Tables[table].Name, tables.Tables[table].Rows, own.Count, own.Of, others.Count, others.Of);
    }

    private bool IsProven(StoredRecords stored)
    {
        (var own, var others) = (new Rate(stored.Members, stored.MembersOf), new Rate(stored.NonMembers, stored.NonMembersOf));
        return own.Count >= FewestFound && others.Of > 0 && own.Value > LeastRatio * others.Value
            && FisherExact.TwoSided(own, others) < Error / tables.Tables.Count;
    }

    private sealed class Sketch
    {
        private readonly Dictionary<UInt128, int[]> found = [];
        private readonly PriorityQueue<UInt128, UInt128> largest = new(Comparer<UInt128>.Create(static (one, other) => other.CompareTo(one)));

        public IEnumerable<UInt128> Keys => found.Keys;

        public bool Has(UInt128 key) => found.ContainsKey(key);

        public bool Wants(UInt128 key) => !found.ContainsKey(key) && (found.Count < MostRecords || key < largest.Peek());

        public void Add(UInt128 key, IReadOnlyList<int> tables)
        {
            if (!Wants(key))
            {
                return;
            }

            found[key] = [.. tables];
            largest.Enqueue(key, key);
            if (found.Count > MostRecords)
            {
                found.Remove(largest.Dequeue());
            }
        }

        public Rate Found(int table, HashSet<UInt128> dropped)
        {
            int[][] kept = [.. found.Where(pair => !dropped.Contains(pair.Key)).Select(static pair => pair.Value)];
            return new Rate(kept.Count(tables => tables.Contains(table)), kept.Length);
        }
    }
}
