using PrivacyGate.LabelOnly.Queries;

namespace PrivacyGate.LabelOnly.Boundary.Searches;

/// <summary>
/// Runs a search for all records the target gets right: in waves of as many as fit into memory, each through all rounds,
/// and within a wave in groups that need not wait for each other from round to round.
/// </summary>
/// <remarks>
/// Neither waves nor groups change what is found, nor do threads: how records are parted depends on their number alone.
/// Whether the ranking still changes is looked at in the first wave, and the others end where it ended: records stand in
/// the order of a hash of their content, so the first wave is a random sample of them, and one of tens of thousands.
/// </remarks>
internal sealed class SearchRun
{
    /// <summary>With more records than this every step fills many batches, and groups would gain nothing.</summary>
    private const int MostInGroups = 2048;

    private const int MostGroups = 4;
    private const int FewestInGroup = 32;

    private readonly LabelQuestions questions;
    private readonly SearchPlan plan;
    private readonly string attack;
    private readonly RoundNotes notes;
    private int lastNote;

    private SearchRun(LabelQuestions questions, SearchPlan plan, string attack)
    {
        this.questions = questions;
        this.plan = plan;
        this.attack = attack;
        notes = new RoundNotes(plan.NotedRounds(questions.Options.QueriesPerRecord), questions.Right.Length);
        lastNote = notes.End;
    }

    public static QueryCurve Ask(LabelQuestions questions, SearchPlan plan, CurveBuilder curve)
    {
        var run = new SearchRun(questions, plan, curve.Attack);
        var end = run.RunWaves();
        run.notes.WriteTo(curve);
        return curve.End(end);
    }

    private QueryEnd RunWaves()
    {
        var records = questions.Right.Length;
        var size = (int)Math.Clamp(questions.Options.SearchBytes / plan.BytesPerRecord, 1, records);
        for (var first = 0; first < records; first += size)
        {
            if (!RunWave(first, Math.Min(size, records - first)))
            {
                return QueryEnd.TimeUp;
            }
        }

        return lastNote < notes.End ? QueryEnd.RankingStable
            : notes.Queries(notes.End) == questions.Options.QueriesPerRecord ? QueryEnd.BudgetSpent
            : QueryEnd.NothingToAsk;
    }

    private bool RunWave(int first, int count)
    {
        var groups = Groups(first, count);
        for (var note = 0; note <= lastNote; note++)
        {
            var until = notes.Round(note);
            questions.ForEach(groups.Length, i => groups[i].Advance(until));
            if (!Array.TrueForAll(groups, static group => group.IsInTime))
            {
                return false;
            }

            Array.ForEach(groups, group => notes.Take(note, group));
            Tell(first, count, note);
            if (first == 0 && note > 0 && note < notes.End && IsStable(groups, note, count))
            {
                lastNote = note;
            }
        }

        return true;
    }

    private bool IsStable(SearchGroup[] groups, int note, int count) =>
        !Array.TrueForAll(groups, static group => group.Search.IsOver) && notes.RankCorrelation(note, count) >= questions.Options.StableRankCorrelation;

    private SearchGroup[] Groups(int first, int count)
    {
        var groups = count > MostInGroups ? 1 : Math.Clamp(count / FewestInGroup, 1, MostGroups);
        int[] starts = [.. Enumerable.Range(0, groups + 1).Select(group => first + (int)((long)count * group / groups))];
        return [.. Enumerable.Range(0, groups).Select(group => new SearchGroup(starts[group], starts[group + 1] - starts[group], questions, plan))];
    }

    /// <summary>The mean over all records, those of earlier waves done.</summary>
    private void Tell(int first, int count, int note)
    {
        var asked = ((long)first * notes.Queries(lastNote)) + ((long)count * notes.Queries(note));
        questions.Tell(attack, (int)(asked / questions.Right.Length));
    }
}
