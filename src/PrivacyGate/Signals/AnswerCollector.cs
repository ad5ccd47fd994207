namespace PrivacyGate.Signals;

/// <summary>
/// Keeps some of the model's answers for members, to see whether it knows them: as many of each class that occurs, those
/// with the smallest hashes, so that a rare class is not lost among a million records.
/// </summary>
/// <remarks>Bytes, however many records come: at most 16,384 answers, of 8 a class and about 200 beside, and at most 16 MB of scores.</remarks>
internal sealed class AnswerCollector
{
    private const int MostUnits = 16_384;
    private const int MostScores = 1 << 21;

    /// <summary>No model lists so many classes.</summary>
    private const int MostListed = 1 << 16;

    /// <summary>Of a class with one record alone, nothing varies.</summary>
    private const int FewestOfClass = 2;

    private readonly SortedDictionary<ulong, KeptUnits<Answer>> classes = [];
    private ScoreKind kind = ScoreKind.LabelOnly;
    private int width;

    public void Add(RecordBatch batch, Predictions predictions)
    {
        var scored = predictions.Kind != ScoreKind.LabelOnly && predictions.ClassCount > 1;
        (kind, width) = scored ? (predictions.Kind, predictions.ClassCount) : (ScoreKind.LabelOnly, 0);
        for (var record = 0; record < batch.Count; record++)
        {
            var label = batch.Labels[record];
            var unit = batch.Subjects is null ? batch.Keys[record] : batch.Subjects[record];
            if (UnitsOf(label) is { } units && units.Wants(unit, batch.Keys[record], MostOfClass()))
            {
                units.Put(unit, batch.Keys[record], new Answer(label, predictions.PredictedClass[record], scored ? predictions.Scores.AsSpan(record * width, width).ToArray() : []));
                units.Trim(MostOfClass());
            }
        }
    }

    /// <summary>The answers without those of the records left out, or null when there are none. A person with records of several classes counts once.</summary>
    public MemberAnswers? Gather(IReadOnlySet<UInt128> leftOut)
    {
        KeptUnit<Answer>[] kept = [.. classes.Values
            .SelectMany(static units => units.All)
            .Where(unit => !leftOut.Contains(unit.Key))
            .GroupBy(static unit => unit.Id)
            .Select(static records => records.MinBy(static record => record.Key)!)
            .OrderBy(static unit => unit.Hash).ThenBy(static unit => unit.Key)];
        classes.Clear();
        if (kept.Length == 0)
        {
            return null;
        }

        var answers = new MemberAnswers(
            Math.Max(width, 1 + kept.Max(static unit => Math.Max(unit.Value.Label, unit.Value.Predicted))),
            kind,
            [.. kept.SelectMany(static unit => unit.Value.Scores)],
            Array.ConvertAll(kept, static unit => unit.Value.Label),
            Array.ConvertAll(kept, static unit => unit.Value.Predicted),
            Array.ConvertAll(kept, static unit => unit.Hash));
        return answers.ClassCount > MostListed ? Dense(answers) : answers;
    }

    /// <summary>The units of a class, or null when there is no room for it: of too many classes those with the smallest hashes stay.</summary>
    private KeptUnits<Answer>? UnitsOf(int label)
    {
        var hash = Hashing.Mix((ulong)label);
        if (classes.TryGetValue(hash, out var known))
        {
            return known;
        }

        var mostClasses = Math.Max(2, MostAnswers() / FewestOfClass);
        if (classes.Count >= mostClasses && classes.Keys.Last() is var largest)
        {
            if (hash > largest)
            {
                return null;
            }

            classes.Remove(largest);
        }

        classes.Add(hash, known = new KeptUnits<Answer>());
        foreach (var units in classes.Values)
        {
            units.Trim(MostOfClass());
        }

        return known;
    }

    private int MostAnswers() => Math.Min(MostUnits, MostScores / Math.Max(1, width));

    /// <summary>Falls as classes come, so that what was kept of the earlier ones is a part of what would have been kept.</summary>
    private int MostOfClass() => Math.Max(FewestOfClass, MostAnswers() / classes.Count);

    /// <summary>Numbers without gaps for classes that nobody listed: a label may be any number.</summary>
    private static MemberAnswers Dense(MemberAnswers answers)
    {
        int[] numbers = [.. answers.TrueClass.Concat(answers.PredictedClass).Distinct().Order()];
        return answers with
        {
            ClassCount = numbers.Length,
            TrueClass = Array.ConvertAll(answers.TrueClass, c => Array.BinarySearch(numbers, c)),
            PredictedClass = Array.ConvertAll(answers.PredictedClass, c => Array.BinarySearch(numbers, c)),
        };
    }

    private sealed record Answer(int Label, int Predicted, double[] Scores);
}
