using PrivacyGate.LabelOnly.Boundary.Searches;

namespace PrivacyGate.LabelOnly.Boundary.Exchanges;

/// <summary>Asks about exchanges around the smallest ones and learns from the answers.</summary>
internal sealed class NearbyLook(ExchangeSearches searches)
{
    private readonly int[] keeping = new int[searches.States.Length];
    private int drawn;

    /// <param name="copies">Exchanges a record, or as many as it has queries left.</param>
    /// <returns>False when the time was up.</returns>
    public bool Look(int copies)
    {
        var places = searches.Searching;
        var asking = Array.ConvertAll(places, i => Math.Min(copies, searches.Ledger.Left(i)));
        Array.Clear(keeping);
        foreach (var block in CopyBlock.Of(places, asking, searches.Questions.Space.Features.Count))
        {
            if (!Look(block))
            {
                return false;
            }
        }

        for (var i = 0; i < places.Length; i++)
        {
            searches.States[places[i]].KeptNearby = (double)keeping[places[i]] / asking[i];
        }

        drawn += copies;
        return true;
    }

    private bool Look(CopyBlock block)
    {
        var questions = searches.Questions;
        var searching = Array.ConvertAll(block.Places, i => searches.States[i]);
        var probes = new NearbyExchanges(questions, searches.Writer, searching, drawn + block.First, block.Count);
        var kept = questions.Keep(probes);
        if (kept is null)
        {
            return false;
        }

        NearbyExchanges.Draws[] draws = [.. Enumerable.Range(0, block.Count).Select(probes.DrawsOf)];
        return questions.ForEachInTime(searching.Length, i =>
        {
            var exchange = new int[searching[i].Donors.Length];
            for (var copy = 0; copy < draws.Length; copy++)
            {
                var keeps = kept[(copy * searching.Length) + i];
                var length = draws[copy].Of(searching[i], exchange);
                searching[i].Learn(exchange.AsSpan(0, length), !keeps);
                keeping[block.Places[i]] += keeps ? 1 : 0;
            }

            searches.Ledger.Spend(block.Places[i], block.Count);
        });
    }
}
