using System.Globalization;
using PrivacyGate.Features;
using PrivacyGate.LabelOnly.Noise;
using PrivacyGate.LabelOnly.Queries;

namespace PrivacyGate.LabelOnly.Augmentation;

/// <summary>How many of the changes a trainer would make to its records leave the label right (Choquette-Choo et al. 2021).</summary>
/// <remarks>
/// Each change is a vote, the record as it is among them, and the score is the share of right votes: no vote counts for
/// more than another, and ties stay ties. Pictures are shifted, turned and mirrored. In a table each strength of the ladder
/// of noise is a vote, right where all of its copies are: a majority would always be, beside a boundary as straight as a line.
/// </remarks>
internal static class AugmentQuestions
{
    public const string AttackId = "label-augment";

    public static LabelAnswers Ask(LabelQuestions questions) =>
        questions.Space.IsPicture && PictureLayout.Of(questions.Records.Features[0].RecordShape) is { } layout
            ? AskPictures(questions, layout)
            : AskTable(questions);

    private static LabelAnswers AskTable(LabelQuestions questions)
    {
        var curve = new CurveBuilder(questions, AttackId, $"share of right votes, one for the record as it is and one for each strength of noise, right where all its copies are: {NoiseLadder.StrengthsInWords}");
        var vectors = AsItIs(questions, 1 + NoiseLadder.Strengths.Length);
        return new LabelAnswers(NoiseLadder.Ask(questions, curve, Votes, Keep), vectors);

        static double Votes(ReadOnlySpan<int> kept, int copies)
        {
            var votes = 1;
            foreach (var right in kept)
            {
                votes += right == copies ? 1 : 0;
            }

            return votes / (1.0 + kept.Length);
        }

        void Keep(int[] kept, int copies)
        {
            for (var i = 0; i < kept.Length; i++)
            {
                vectors.Row(questions.Right[i / NoiseLadder.Strengths.Length])[1 + (i % NoiseLadder.Strengths.Length)] = (float)kept[i] / copies;
            }
        }
    }

    private static VoteVectors AsItIs(LabelQuestions questions, int width)
    {
        var vectors = VoteVectors.Empty(questions.Records.Count, width);
        foreach (var record in questions.Right)
        {
            vectors.Row(record)[0] = 1;
        }

        return vectors;
    }

    private static LabelAnswers AskPictures(LabelQuestions questions, PictureLayout layout)
    {
        var options = questions.Options;
        PictureChange[][] kinds = [PictureChange.Shifts(options.PictureShift), PictureChange.Turns(options.PictureTurns), PictureChange.Mirror()];
        var all = 1 + kinds.Sum(static kind => kind.Length);
        var curve = new CurveBuilder(questions, AttackId, string.Create(
            CultureInfo.InvariantCulture, $"share of right votes of {all} pictures: as it is, {kinds[0].Length} shifts, {kinds[1].Length} turns, mirrored"));
        var vectors = AsItIs(questions, all);
        if (questions.Right.Length == 0 || questions.Space.Features.All(static feature => feature.Kind == FeatureKind.Fixed))
        {
            return new LabelAnswers(curve.End(QueryEnd.NothingToAsk), vectors);
        }

        var votes = new int[questions.Right.Length];
        Array.Fill(votes, 1);
        var asked = 1;
        foreach (var kind in kinds)
        {
            var some = kind[..Math.Min(kind.Length, options.QueriesPerRecord - asked)];
            if (some.Length == 0)
            {
                continue;
            }

            if (!Vote(questions, layout, some, votes, vectors, asked))
            {
                return new LabelAnswers(curve.End(QueryEnd.TimeUp), vectors);
            }

            // Whether the ranking still changes is not looked at: there is little left to save.
            asked += some.Length;
            curve.Note(asked, i => votes[i] / (double)asked);
        }

        return new LabelAnswers(curve.End(options.QueriesPerRecord <= all ? QueryEnd.BudgetSpent : QueryEnd.NothingToAsk), vectors);
    }

    private static bool Vote(LabelQuestions questions, PictureLayout layout, PictureChange[] changes, int[] votes, VoteVectors vectors, int asked)
    {
        for (var change = 0; change < changes.Length; change++)
        {
            var kept = questions.Keep(new PictureProbes(questions, layout, new PictureMap(changes[change], layout)));
            if (kept is null)
            {
                return false;
            }

            for (var i = 0; i < votes.Length; i++)
            {
                votes[i] += kept[i] ? 1 : 0;
                vectors.Row(questions.Right[i])[asked + change] = kept[i] ? 1 : 0;
            }
        }

        return true;
    }
}
