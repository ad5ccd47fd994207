using PrivacyGate.LabelOnly.Boundary.Searches;
using PrivacyGate.LabelOnly.Queries;

namespace PrivacyGate.LabelOnly.Boundary.Exchanges;

/// <summary>The searches of some records: what they ask, and how exchanges that change the label are shortened.</summary>
internal sealed class ExchangeSearches
{
    /// <param name="questions">All records.</param>
    /// <param name="first">The first of the records the target gets right to search for.</param>
    /// <param name="count">How many of them.</param>
    public ExchangeSearches(LabelQuestions questions, int first, int count)
    {
        Questions = questions;
        First = first;
        Writer = new ExchangeWriter(questions);
        States = Array.ConvertAll(questions.Right[first..(first + count)], record => new ExchangeState(record, questions.Space.Features.Count));
        Ledger = new QueryLedger(count, questions.Options.QueriesPerRecord);
    }

    public LabelQuestions Questions { get; }

    /// <summary>Number, among the records the target gets right, of the first.</summary>
    public int First { get; }

    public ExchangeWriter Writer { get; }

    public ExchangeState[] States { get; }

    public QueryLedger Ledger { get; }

    /// <summary>Those of which an exchange is known that changes the label, and that have queries left.</summary>
    public int[] Searching => [.. Enumerable.Range(0, States.Length).Where(i => States[i].Exchange.Length > 0 && Ledger.Left(i) > 0)];

    /// <summary>Whether an exchange for each record asked about keeps its label; see <see cref="QueryLedger.Keep"/>.</summary>
    public bool[]? Keep(int[] asked, ArraySegment<int>[] exchanges, double[]? pull = null) => Ledger.Keep(asked, able => Questions.Keep(
        able.Length == asked.Length
            ? new ExchangeProbes(Writer, States, asked, exchanges, pull)
            : new ExchangeProbes(
                Writer,
                States,
                Array.ConvertAll(able, i => asked[i]),
                Array.ConvertAll(able, i => exchanges[i]),
                pull is null ? null : Array.ConvertAll(able, i => pull[i]))));

    /// <summary>Searches, by halving, the shortest run from the front of each exchange that changes the label, and keeps it where it is cheaper.</summary>
    /// <param name="asked">Which searches.</param>
    /// <param name="exchanges">For each an exchange that changes the label.</param>
    /// <param name="keeping">For each how long a run of it is known to keep the label; null where nothing is known.</param>
    /// <returns>False when the time was up.</returns>
    public bool Shorten(int[] asked, int[][] exchanges, int[]? keeping = null)
    {
        int[] below = [.. keeping ?? new int[asked.Length]];
        var length = Array.ConvertAll(exchanges, static exchange => exchange.Length);
        while (true)
        {
            int[] open = [.. Enumerable.Range(0, asked.Length).Where(i => length[i] - below[i] > 1)];
            if (open.Length == 0)
            {
                break;
            }

            var kept = Keep(Array.ConvertAll(open, i => asked[i]), Array.ConvertAll(open, i => new ArraySegment<int>(exchanges[i], 0, (below[i] + length[i]) / 2)));
            if (kept is null)
            {
                return false;
            }

            for (var k = 0; k < open.Length; k++)
            {
                var i = open[k];
                (kept[k] ? ref below[i] : ref length[i]) = (below[i] + length[i]) / 2;
            }
        }

        for (var i = 0; i < asked.Length; i++)
        {
            States[asked[i]].Take(exchanges[i][..length[i]]);
        }

        return true;
    }
}
