namespace PrivacyGate.LabelOnly.Exchanges;

/// <summary>Asks about exchanges around the smallest ones and learns from the answers.</summary>
internal sealed class NearbyLook(ExchangeSearches searches)
{
    private int copies;

    /// <param name="count">Exchanges a record.</param>
    /// <returns>Whether queries and time sufficed.</returns>
    public bool Look(int count)
    {
        LabelQuestions questions = searches.Questions;
        ExchangeState[] searching = [.. searches.States.Where(static state => state.Exchange.Length > 0)];
        count = Math.Min(count, searches.QueriesLeft);
        if (count == 0)
        {
            return false;
        }

        var probes = new NearbyExchanges(questions, searches.Writer, searching, copies, count);
        bool[]? kept = questions.Keep(probes);
        if (kept is null)
        {
            return false;
        }

        NearbyExchanges.Draws[] draws = [.. Enumerable.Range(0, count).Select(probes.DrawsOf)];
        questions.ForEach(searching.Length, i =>
        {
            var exchange = new int[searching[i].Donors.Length];
            int keeping = 0;
            for (int copy = 0; copy < count; copy++)
            {
                bool keeps = kept[(copy * searching.Length) + i];
                int length = draws[copy].Of(searching[i], exchange);
                searching[i].Learn(exchange.AsSpan(0, length), !keeps);
                keeping += keeps ? 1 : 0;
            }

            searching[i].KeptNearby = (double)keeping / count;
        });
        copies += count;
        searches.Spend(count);
        return true;
    }
}
