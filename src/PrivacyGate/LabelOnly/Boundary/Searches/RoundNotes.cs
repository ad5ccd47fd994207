using PrivacyGate.LabelOnly.Queries;

namespace PrivacyGate.LabelOnly.Boundary.Searches;

/// <summary>The scores of all records the target gets right after noted rounds and at the end, filled wave by wave.</summary>
internal sealed class RoundNotes
{
    private readonly int[] rounds;
    private readonly double[][] scores;
    private readonly int[] noted;
    private readonly int[] queries;
    private readonly bool[] isOver;

    /// <param name="rounds">After which rounds scores are noted; the end is noted too.</param>
    /// <param name="records">Records the target gets right.</param>
    public RoundNotes(int[] rounds, int records)
    {
        this.rounds = [.. rounds, int.MaxValue];
        scores = [.. this.rounds.Select(_ => new double[records])];
        noted = new int[scores.Length];
        queries = new int[scores.Length];
        isOver = [.. this.rounds.Select(static _ => true)];
    }

    /// <summary>Number of the last note, that of the end.</summary>
    public int End => rounds.Length - 1;

    /// <summary>The round a note is taken after.</summary>
    public int Round(int note) => rounds[note];

    /// <summary>Most queries a record had cost.</summary>
    public int Queries(int note) => queries[note];

    public void Take(int note, SearchGroup group)
    {
        for (var place = 0; place < group.Count; place++)
        {
            scores[note][group.First + place] = group.Search.Score(place);
            queries[note] = Math.Max(queries[note], group.Search.Queries(place));
        }

        noted[note] += group.Count;
        isOver[note] &= group.Search.IsOver;
    }

    /// <summary>Spearman's correlation of the scores of the first records at a note and at the one before.</summary>
    public double RankCorrelation(int note, int count) =>
        Sorting.RankCorrelation.Of(Sorting.RankCorrelation.MidRanks(scores[note - 1][..count]), Sorting.RankCorrelation.MidRanks(scores[note][..count]));

    /// <summary>Hands over the notes that all records reached, up to the first after which there was nothing left to ask.</summary>
    public void WriteTo(CurveBuilder curve)
    {
        for (var note = 0; note < scores.Length && noted[note] == scores[note].Length; note++)
        {
            if (note == End || !isOver[note])
            {
                curve.Add(queries[note], scores[note]);
            }
        }
    }
}
