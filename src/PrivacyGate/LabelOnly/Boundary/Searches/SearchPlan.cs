using PrivacyGate.LabelOnly.Queries;

namespace PrivacyGate.LabelOnly.Boundary.Searches;

/// <summary>How the records are searched.</summary>
/// <param name="BytesPerRecord">What a search holds of a record between rounds.</param>
/// <param name="Planned">Queries a record after a round, roughly; decides alone after which rounds scores are noted.</param>
/// <param name="Start">A search for some of the records the target gets right: the first of them, and how many.</param>
internal sealed record SearchPlan(long BytesPerRecord, Func<int, int> Planned, Func<int, int, ISearch> Start)
{
    /// <summary>The rounds after which scores are noted: the first to pass each milestone before the budget.</summary>
    public int[] NotedRounds(int budget)
    {
        var rounds = new List<int>();
        var round = 0;
        foreach (var milestone in QueryMilestones.UpTo(budget).Where(milestone => milestone < budget))
        {
            var before = round;
            while (round == 0 || Planned(round) < milestone)
            {
                round++;
            }

            if (round > before && Planned(round) < budget)
            {
                rounds.Add(round);
            }
        }

        return [.. rounds];
    }
}

/// <summary>
/// A search for some of the records the target gets right, round after round. What it finds for a record depends on no
/// other record, so that it does not matter which are searched together.
/// </summary>
internal interface ISearch
{
    /// <summary>Whether no record has anything left to ask.</summary>
    bool IsOver { get; }

    /// <summary>Takes all records one round further.</summary>
    /// <param name="round">From 1.</param>
    /// <returns>False when the time was up.</returns>
    bool Advance(int round);

    /// <summary>Queries spent on a record so far, the first one counted.</summary>
    int Queries(int place);

    /// <summary>A positive score.</summary>
    double Score(int place);
}
