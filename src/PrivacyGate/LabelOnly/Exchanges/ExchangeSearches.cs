namespace PrivacyGate.LabelOnly.Exchanges;

/// <summary>The searches of all records the target gets right: what they ask, and how exchanges that change the label are shortened.</summary>
internal sealed class ExchangeSearches
{
    public ExchangeSearches(LabelQuestions questions)
    {
        Questions = questions;
        Writer = new ExchangeWriter(questions);
        States = Array.ConvertAll(questions.Right, record => new ExchangeState(record, questions.Space.Features.Count));
    }

    public LabelQuestions Questions { get; }

    public ExchangeWriter Writer { get; }

    /// <summary>Parallel to <see cref="LabelQuestions.Right"/>.</summary>
    public ExchangeState[] States { get; }

    /// <summary>Queries a record so far, the first one counted.</summary>
    public int Queries { get; private set; } = 1;

    /// <summary>Queries a record left.</summary>
    public int QueriesLeft => Questions.Options.QueriesPerRecord - Queries;

    public void Spend(int queries) => Queries += queries;

    /// <summary>Null when queries or time are spent.</summary>
    public bool[]? Keep(int[] asked, ArraySegment<int>[] exchanges, double[]? pull = null)
    {
        if (asked.Length == 0)
        {
            return [];
        }

        if (QueriesLeft == 0)
        {
            return null;
        }

        Queries++;
        return Questions.Keep(new ExchangeProbes(Writer, States, asked, exchanges, pull));
    }

    /// <summary>Searches, by halving, the shortest run from the front of each exchange that changes the label, and keeps it where it is cheaper.</summary>
    public bool Shorten(int[] asked, int[][] exchanges)
    {
        var below = new int[asked.Length];
        int[] length = Array.ConvertAll(exchanges, static exchange => exchange.Length);
        bool whole = true;
        while (true)
        {
            int[] open = [.. Enumerable.Range(0, asked.Length).Where(i => length[i] - below[i] > 1)];
            if (open.Length == 0)
            {
                break;
            }

            bool[]? kept = Keep(Array.ConvertAll(open, i => asked[i]), Array.ConvertAll(open, i => new ArraySegment<int>(exchanges[i], 0, (below[i] + length[i]) / 2)));
            if (kept is null)
            {
                whole = false;
                break;
            }

            for (int k = 0; k < open.Length; k++)
            {
                int i = open[k];
                (kept[k] ? ref below[i] : ref length[i]) = (below[i] + length[i]) / 2;
            }
        }

        for (int i = 0; i < asked.Length; i++)
        {
            States[asked[i]].Take(exchanges[i][..length[i]]);
        }

        return whole;
    }
}
