namespace PrivacyGate.LabelOnly.Boundary.Searches;

/// <summary>The queries spent on each record of a search, the first one counted.</summary>
internal sealed class QueryLedger
{
    private readonly int[] spent;
    private readonly int budget;

    public QueryLedger(int records, int budget)
    {
        this.budget = budget;
        spent = new int[records];
        Array.Fill(spent, 1);
    }

    public int Spent(int place) => spent[place];

    public int Left(int place) => budget - spent[place];

    public void Spend(int place, int queries) => spent[place] += queries;

    /// <summary>Asks one query for each of some records, those whose queries are spent left out.</summary>
    /// <param name="asked">Places of the records.</param>
    /// <param name="ask">Whether the query about each keeps the label, for positions in <paramref name="asked"/>; null when the time was up.</param>
    /// <returns>The same for all that were to be asked: a query that could not be asked changes no label. Null when the time was up.</returns>
    public bool[]? Keep(int[] asked, Func<int[], bool[]?> ask)
    {
        int[] able = [.. Enumerable.Range(0, asked.Length).Where(position => Left(asked[position]) > 0)];
        var kept = new bool[asked.Length];
        Array.Fill(kept, true);
        if (able.Length == 0)
        {
            return kept;
        }

        if (ask(able) is not { } answers)
        {
            return null;
        }

        for (var i = 0; i < able.Length; i++)
        {
            kept[able[i]] = answers[i];
            spent[asked[able[i]]]++;
        }

        return kept;
    }
}
