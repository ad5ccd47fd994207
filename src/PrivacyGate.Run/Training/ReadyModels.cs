using PrivacyGate.Models;
using PrivacyGate.Samples;
using PrivacyGate.Shadows;
using PrivacyGate.Signals;

namespace PrivacyGate.Run.Training;

/// <summary>
/// Reference models the user brought, in place of a trainer: the seed is the number of the model. An index file tells the
/// data file each was trained on; records are recognised by their content, so that row numbers never matter.
/// </summary>
internal sealed class ReadyModels : ITrainer
{
    private const int FewestTimes = 2;

    /// <summary>Of a normal distribution, one in some 300 lies beyond.</summary>
    private const double DeviationsBeyondChance = 3;

    private readonly IReadOnlyList<ReadyModel> list;
    private readonly IReadOnlyList<TrainingSet> trainedOn;
    private readonly ForeignModel models;

    private ReadyModels(IReadOnlyList<ReadyModel> list, IReadOnlyList<TrainingSet> trainedOn, ForeignModel models)
    {
        (this.list, this.trainedOn, this.models) = (list, trainedOn, models);
        Description = new TrainerDescription(
            TrainerKinds.Ready,
            FormattableString.Invariant($"{list.Count} reference models the project brought"),
            $"{models.Fingerprint} {string.Join(' ', list.Select(model => models.Read(model.Model).Sha256))}");
    }

    public TrainerDescription Description { get; }

    public int Count => list.Count;

    /// <param name="index">The index file: <see cref="ReadyIndex"/>.</param>
    /// <param name="files">Full paths of the models.</param>
    /// <param name="read">Reads a data file in the columns of the user's data.</param>
    /// <param name="models">Opens the models.</param>
    /// <exception cref="InputException">PG0020 or PG0021 when a file is missing or unreadable, PG0333 when the index does not tell of each model; the codes of data files.</exception>
    public static ReadyModels Open(string index, IReadOnlyList<string> files, Func<string, IEnumerable<RecordBatch>> read, ForeignModel models)
    {
        var list = ReadyIndex.Read(index, files);
        return new ReadyModels(list, [.. list.Select(model => TrainingSet.Of(read(model.Records)))], models);
    }

    /// <summary>Which model was trained on which audited records: a schedule that was drawn by others.</summary>
    /// <param name="audited">The audited records.</param>
    /// <param name="targetRecords">Records the target was trained on.</param>
    /// <param name="isMember">Which of them the target was trained on: only to refuse models whose choice of records tells it.</param>
    /// <exception cref="InputException">PG0333: a model was trained on none of them, a record by nearly all or nearly none, or members more often than others.</exception>
    public ShadowSchedule Schedule(RecordBatch audited, int targetRecords, bool[] isMember)
    {
        ArgumentNullException.ThrowIfNull(audited);
        ArgumentNullException.ThrowIfNull(isMember);
        ShadowPlan[] plans = [.. list.Select((model, number) => Plan(number, audited.Keys))];
        var times = new int[audited.Count];
        foreach (var row in plans.SelectMany(static plan => plan.AuditedRows))
        {
            times[row]++;
        }

        RequireInAndOut(times);
        RequireBlind(times, isMember);
        return new ShadowSchedule(plans, targetRecords);
    }

    private void RequireInAndOut(int[] times)
    {
        var lacking = times.Count(count => count < FewestTimes || list.Count - count < FewestTimes);
        if (lacking > 0)
        {
            throw new InputException(Diagnostic.Error(
                DiagnosticIds.ReadyModelsMalformed,
                FormattableString.Invariant($"{lacking} audited records were not trained on by at least {FewestTimes} and left out by at least {FewestTimes} of the {list.Count} models of 'shadows.models'; train each on a random half of members and nonMembers together")));
        }
    }

    /// <summary>How often a record was trained on must not tell its side: attacks would read it off as a leak of the target.</summary>
    private static void RequireBlind(int[] times, bool[] isMember)
    {
        double[] members = [.. times.Where((_, row) => isMember[row]).Select(static count => (double)count)];
        double[] others = [.. times.Where((_, row) => !isMember[row]).Select(static count => (double)count)];
        if (members.Length < 2 || others.Length < 2)
        {
            return;
        }

        var difference = members.Average() - others.Average();
        var error = Math.Sqrt((Variance(members) / members.Length) + (Variance(others) / others.Length));
        if (Math.Abs(difference) > DeviationsBeyondChance * error && Math.Abs(difference) > 1e-9)
        {
            throw new InputException(Diagnostic.Error(
                DiagnosticIds.ReadyModelsMalformed,
                FormattableString.Invariant($"the models of 'shadows.models' were trained on a member {members.Average():0.##} times and on a non-member {others.Average():0.##} times on average, which alone tells the sides apart; train each on a random half of both together")));
        }
    }

    private static double Variance(double[] values)
    {
        var mean = values.Average();
        return values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1);
    }

    private ShadowPlan Plan(int number, UInt128[] keys)
    {
        int[] rows = [.. Enumerable.Range(0, keys.Length).Where(row => trainedOn[number].Keys.Contains(keys[row]))];
        return rows.Length > 0 ? new ShadowPlan(number, (ulong)number, rows, []) { Count = trainedOn[number].Count } : throw new InputException(Diagnostic.Error(
            DiagnosticIds.ReadyModelsMalformed,
            FormattableString.Invariant($"reference model {number + 1} of 'shadows.models' was trained on no audited record, by the index; its records need the columns and values of members and nonMembers")));
    }

    /// <param name="records">Records the model was trained on, for its loss.</param>
    /// <param name="seed">The number of the model, from 0.</param>
    /// <param name="cancellation">Stops between batches.</param>
    public TrainedModel Train(RecordBatch records, ulong seed, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(records);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(seed, (ulong)list.Count);
        var path = list[(int)seed].Model;
        return models.Open(path, $"the reference model {Path.GetFileName(path)}", records, cancellation);
    }

    public void Dispose()
    {
        // Models are opened one at a time, by those who ask.
    }

    /// <param name="Count">Records a model was trained on, audited or not, each as often as it stands in the file.</param>
    /// <param name="Keys">Their keys.</param>
    private sealed record TrainingSet(int Count, HashSet<UInt128> Keys)
    {
        public static TrainingSet Of(IEnumerable<RecordBatch> batches)
        {
            var (count, keys) = (0, new HashSet<UInt128>());
            foreach (var batch in WholeQueries(batches))
            {
                count = checked(count + batch.Count);
                keys.UnionWith(batch.Keys);
            }

            return new TrainingSet(count, keys);
        }

        /// <summary>The batches as they are; of a ranking all at once, since a query is known by all its documents.</summary>
        private static IEnumerable<RecordBatch> WholeQueries(IEnumerable<RecordBatch> batches)
        {
            var documents = new List<RecordBatch>();
            foreach (var batch in batches)
            {
                if (batch.Targets is ValueTargets { Groups: not null })
                {
                    documents.Add(batch);
                }
                else
                {
                    yield return batch;
                }
            }

            if (documents.Count > 0)
            {
                yield return QueryKeys.Of(RecordBatch.Join(documents));
            }
        }
    }
}
